package dev.darkroom.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@Timeout(60)
class WorkerThreadsTest {

    private static final String SWITCH = "spring.threads.virtual.enabled";

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void older_javas_have_a_pool() throws Exception {
        try (WorkerThreads workers = threads("true")) {
            assertThat(kindOf(workers.open("submit-", 4))).isEqualTo("Thread");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void newer_javas_have_virtual_threads_where_spring_is_told_to() throws Exception {
        try (WorkerThreads workers = threads("true")) {
            assertThat(kindOf(workers.open("submit-", 4))).isEqualTo("VirtualThread");
            assertThat(kindOf(workers.openPool("download-", 4))).isEqualTo("Thread");
        }
        try (WorkerThreads workers = threads("false")) {
            assertThat(kindOf(workers.open("submit-", 4))).isEqualTo("Thread");
        }
    }

    @Test
    void a_pool_takes_its_idle_threads_again() throws Exception {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        try (WorkerThreads workers = threads("true")) {
            ExecutorService pool = workers.openPool("download-", 1);
            for (int item = 0; item < 20; item++) {
                pool.submit(() -> seen.add(Thread.currentThread())).get();
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void what_comes_while_all_of_a_pool_are_at_work_waits_for_one_of_them() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (WorkerThreads workers = threads("true")) {
            ExecutorService pool = workers.openPool("download-", 2);
            Semaphore mayEnd = new Semaphore(0);
            pool.execute(mayEnd::acquireUninterruptibly);
            pool.execute(mayEnd::acquireUninterruptibly);
            CountDownLatch done = new CountDownLatch(1);
            Future<?> third = caller.submit(() -> pool.execute(done::countDown));
            assertThat(done.await(50, TimeUnit.MILLISECONDS)).isFalse();
            mayEnd.release();
            third.get();
            done.await();
            mayEnd.release();
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void breaking_off_wakes_all_and_lets_nothing_begin() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch woken = new CountDownLatch(2);
        try (WorkerThreads workers = threads("true")) {
            ExecutorService submits = workers.open("submit-", 4);
            ExecutorService downloads = workers.openPool("download-", 1);
            submits.execute(() -> waitUntilWoken(begun, woken));
            downloads.execute(() -> waitUntilWoken(begun, woken));
            begun.await();
            workers.breakOff();
            woken.await();
            assertThatThrownBy(() -> submits.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> downloads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }
    }

    private static void waitUntilWoken(CountDownLatch begun, CountDownLatch woken) {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            woken.countDown();
        }
    }

    private static WorkerThreads threads(String virtual) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(SWITCH, virtual)));
        return WorkerThreads.of(environment);
    }

    private static String kindOf(ExecutorService workers) throws Exception {
        return workers.submit(() -> Thread.currentThread().getClass().getSimpleName())
                .get();
    }
}
