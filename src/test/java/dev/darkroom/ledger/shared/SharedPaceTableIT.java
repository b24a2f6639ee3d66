package dev.darkroom.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.TestLayout;
import dev.darkroom.pace.PaceModel;
import dev.darkroom.pace.SlotGrant;
import dev.darkroom.scenes.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class SharedPaceTableIT {

    private static final long START = 1_795_000_000_000_000_000L;
    private static final int ALL = Integer.MAX_VALUE;

    private final TestDatabase database = TestDatabase.openPostgres();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @BeforeEach
    void makeAClockToSet() {
        TestLayout.make(database.dataSource());
        jdbc.sql("create table test_clock (nanos bigint)").update();
        jdbc.sql("insert into test_clock values (?)").param(START).update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void grants_a_batch_after_the_other_whoever_asks() {
        SharedPaceTable one = table("at ten ms", 10);
        SharedPaceTable other = table("at ten ms", 10);

        assertThat(one.take(ALL)).isEqualTo(grant(0, 10, 10));
        assertThat(other.take(ALL)).isEqualTo(grant(100, 10, 10));
        assertThat(one.take(3)).isEqualTo(grant(200, 3, 10));
        assertThat(other.take(0)).isEqualTo(grant(230, 0, 10));
        setClock(Duration.ofMillis(150));
        assertThat(other.take(1)).isEqualTo(grant(80, 1, 10));
    }

    @Test
    void grants_no_more_at_once_where_nobody_has_taken_any_for_long() {
        SharedPaceTable one = table("resting", 10);
        SharedPaceTable other = table("resting", 10);
        one.take(ALL);
        setClock(Duration.ofHours(3));

        assertThat(one.take(ALL)).isEqualTo(grant(0, 10, 10));
        assertThat(other.take(ALL)).isEqualTo(grant(100, 10, 10));
    }

    @Test
    void grants_none_within_a_pause_and_tells_everybody_of_it() {
        SharedPaceTable one = table("paused", 10);
        SharedPaceTable other = table("paused", 10);
        one.pause(Duration.ofSeconds(5));
        one.pause(Duration.ofSeconds(2));

        assertThat(other.take(ALL)).isEqualTo(grant(5_000, 0, 10, 5_000));
        setClock(Duration.ofMillis(4_500));
        assertThat(other.take(ALL)).isEqualTo(grant(500, 10, 10, 500));
        assertThat(one.take(1)).isEqualTo(grant(600, 1, 10, 500));
    }

    @Test
    void makes_nobody_wait_for_longer_than_was_asked_where_the_clock_is_set_back() {
        SharedPaceTable table = table("set back", 10);
        table.take(ALL);
        table.pause(Duration.ofSeconds(5));
        setClock(Duration.ofHours(-1));

        assertThat(table.take(ALL)).isEqualTo(grant(5_000, 0, 10, 5_000));
        setClock(Duration.ofHours(-1).plusSeconds(5));
        assertThat(table.take(ALL)).isEqualTo(grant(0, 10, 10));
    }

    @Test
    void bears_a_pause_that_lasts_for_ever() {
        SharedPaceTable table = table("paused for good", 10);
        table.pause(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(table.take(ALL).pause()).isEqualTo(Duration.ofDays(366));
    }

    @Test
    void does_not_wait_for_the_slot_of_a_slower_rate() {
        SharedPaceTable table = table("slow", 3_600_000);
        assertThat(table.take(ALL)).isEqualTo(grant(0, 1, 3_600_000));
        table.setInterval(Duration.ofMillis(10));

        assertThat(table.take(ALL)).isEqualTo(grant(1_200, 0, 10));
        setClock(Duration.ofMillis(200));
        assertThat(table.take(ALL)).isEqualTo(grant(1_000, 10, 10));
    }

    @Test
    void keeps_accounts_and_services_apart() {
        SharedPaceTable mine = table("mine", 500);
        mine.take(ALL);
        SharedPaceTable hers = table("hers", 500);

        assertThat(hers.take(ALL)).isEqualTo(grant(0, 1, 500));
        assertThat(mine.take(ALL)).isEqualTo(grant(500, 1, 500));
    }

    @Test
    void reckons_as_its_model_does() {
        for (long seed = 1; seed <= Long.getLong("darkroom.seeds", 50) / 10; seed++) {
            compare(seed);
        }
    }

    private void compare(long seed) {
        Random random = new Random(seed);
        long now = START;
        Duration interval = someInterval(random);
        SharedPaceTable table = new SharedPaceTable(
                database.dataSource(), "service", "seed " + seed, interval, "(select nanos from test_clock)");
        PaceModel model = new PaceModel(now, interval);
        for (int step = 0; step < 100; step++) {
            now += someTime(random);
            model.setClock(now);
            jdbc.sql("update test_clock set nanos = ?").param(now).update();
            switch (random.nextInt(8)) {
                case 0 -> {
                    Duration pause = Duration.ofMillis(random.nextInt(3_000));
                    table.pause(pause);
                    model.pause(pause);
                }
                case 1 -> {
                    Duration changed = someInterval(random);
                    table.setInterval(changed);
                    model.setInterval(changed);
                }
                default -> {
                    int most = random.nextBoolean() ? ALL : random.nextInt(3);
                    assertThat(table.take(most))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(model.take(most));
                }
            }
        }
    }

    private static Duration someInterval(Random random) {
        return Duration.ofNanos((long) (1e6 * Math.pow(10, random.nextDouble() * 5)) + random.nextInt(1_000));
    }

    private static long someTime(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> -random.nextLong(10_000_000_000L);
            case 1 -> random.nextLong(10_000_000_000L);
            default -> random.nextLong(300_000_000L);
        };
    }

    /** By the server's own clock: a row that somebody else holds is waited for, and what is granted is later. */
    @Test
    void reads_the_clock_when_its_turn_has_come() throws Exception {
        SharedPaceTable table = new SharedPaceTable(database.dataSource(), "service", "own", Duration.ofMillis(1));
        table.take(1);
        try (Connection holder = database.dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("update account_pace set next_at = next_at");
            CompletableFuture<SlotGrant> waiting = CompletableFuture.supplyAsync(() -> table.take(ALL));
            awaitWaiter();
            long later = time(statement);
            holder.commit();

            assertThat(waiting.get().slots()).isEqualTo(50);
            assertThat(nextAt())
                    .isGreaterThanOrEqualTo(later + Duration.ofMillis(50).toNanos());
        }
    }

    private void awaitWaiter() {
        String waiting = "select count(*) from pg_locks where not granted";
        while (jdbc.sql(waiting).query(Integer.class).single() == 0) {
            Thread.onSpinWait();
        }
    }

    private static long time(Statement statement) throws SQLException {
        try (var found =
                statement.executeQuery("select (extract(epoch from clock_timestamp()) * 1000000000)::bigint")) {
            found.next();
            return found.getLong(1);
        }
    }

    private long nextAt() {
        return jdbc.sql("select next_at from account_pace where account = 'own'")
                .query(Long.class)
                .single();
    }

    /** The clock stands still, so that each slot is told by its wait alone. */
    @Test
    void hands_no_slot_to_two_who_ask_at_once() {
        ExecutorService hosts = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<List<SlotGrant>>> takers = IntStream.range(0, 4)
                    .mapToObj(host -> CompletableFuture.supplyAsync(
                            () -> {
                                SharedPaceTable table = table("together", 1);
                                List<SlotGrant> grants = new ArrayList<>();
                                for (int take = 0; take < 4; take++) {
                                    grants.add(table.take(ALL));
                                }
                                return grants;
                            },
                            hosts))
                    .toList();
            List<Duration> starts = takers.stream()
                    .flatMap(taker -> taker.join().stream())
                    .map(SlotGrant::untilFirst)
                    .sorted()
                    .toList();

            assertThat(starts)
                    .isEqualTo(IntStream.range(0, 16)
                            .mapToObj(batch -> Duration.ofMillis(50L * batch))
                            .toList());
        } finally {
            hosts.shutdown();
        }
    }

    @Test
    void leaves_the_connection_as_durable_as_it_was() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            SingleConnectionDataSource alone = new SingleConnectionDataSource(connection, true);
            JdbcClient own = JdbcClient.create(alone);
            own.sql("set synchronous_commit = on").update();
            new SharedPaceTable(alone, "service", "durable", Duration.ofMillis(10)).take(ALL);

            assertThat(own.sql("select current_setting('synchronous_commit')")
                            .query(String.class)
                            .single())
                    .isEqualTo("on");
        }
    }

    private SharedPaceTable table(String account, int intervalMillis) {
        return new SharedPaceTable(
                database.dataSource(),
                "service",
                account,
                Duration.ofMillis(intervalMillis),
                "(select nanos from test_clock)");
    }

    private void setClock(Duration sinceStart) {
        jdbc.sql("update test_clock set nanos = ?")
                .param(START + sinceStart.toNanos())
                .update();
    }

    private static SlotGrant grant(int untilFirst, int slots, int interval) {
        return grant(untilFirst, slots, interval, 0);
    }

    private static SlotGrant grant(int untilFirst, int slots, int interval, int pause) {
        return new SlotGrant(
                Duration.ofMillis(untilFirst), slots, Duration.ofMillis(interval), Duration.ofMillis(pause));
    }
}
