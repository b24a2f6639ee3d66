package dev.darkroom.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.sources.BoundedFetchPool.FetchCall;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchPipelineTest {

    private final SettableClock clock = new SettableClock();
    private final ExecutorService rounds = Executors.newCachedThreadPool();
    private final List<String> made = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        rounds.shutdownNow();
    }

    @Test
    void the_next_round_is_sent_while_the_last_of_one_is_slow() throws Exception {
        FetchPipeline pipeline = new FetchPipeline(2, Duration.ofMinutes(1), clock);
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        Future<?> first = run(
                pipeline,
                call("slow", () -> {
                    slow.countDown();
                    second.await();
                }),
                call("quick", () -> {}));
        slow.await();
        run(pipeline, call("next", second::countDown)).get(30, TimeUnit.SECONDS);
        first.get(30, TimeUnit.SECONDS);
        assertThat(made).contains("slow", "quick", "next");
    }

    @Test
    void what_was_begun_first_is_sent_first() throws Exception {
        FetchPipeline pipeline = new FetchPipeline(1, Duration.ofMinutes(1), clock);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Future<?> first = run(
                pipeline,
                call("a", () -> {
                    begun.countDown();
                    go.await();
                }),
                call("b", () -> {}),
                call("c", () -> {}));
        begun.await();
        Future<?> second = run(pipeline, call("d", () -> {}));
        go.countDown();
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
        assertThat(made).containsExactly("a", "b", "c", "d");
    }

    @Test
    void the_time_of_a_round_begins_with_its_own_first_request() throws Exception {
        FetchPipeline pipeline = new FetchPipeline(1, Duration.ofMinutes(1), clock);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Future<?> first = run(pipeline, call("silent", () -> {
            begun.countDown();
            never.await();
        }));
        begun.await();
        Future<?> second = run(pipeline, call("behind", () -> {}));
        clock.advance(Duration.ofMinutes(2));
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
        assertThat(made).containsExactly("behind");
    }

    private Future<?> run(FetchPipeline pipeline, FetchCall... calls) {
        return rounds.submit(() -> {
            pipeline.run(List.of(calls), () -> false);
            return null;
        });
    }

    private FetchCall call(String name, Waiting waiting) {
        return new FetchCall() {
            @Override
            public String url() {
                return "https://" + name + ".example/1.jpg";
            }

            @Override
            public boolean make() throws InterruptedException {
                waiting.await();
                made.add(name);
                return true;
            }
        };
    }

    @FunctionalInterface
    private interface Waiting {
        void await() throws InterruptedException;
    }
}
