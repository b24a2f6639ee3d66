package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.simulator.faults.SimulatorJson;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

    private static final Duration SERVICE_TIME = Duration.ofSeconds(10);

    private final SettableClock clock = new SettableClock();
    private final Path storage;

    StorageTest(@TempDir Path storage) {
        this.storage = storage;
    }

    @Test
    void what_was_accepted_before_goes_on_while_nobody_was_there() throws IOException {
        String first;
        String second;
        URI base;
        try (ServiceSimulator simulator = start(1)) {
            base = simulator.base();
            PlainClient caller = new PlainClient(simulator);
            first = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one").put("image_size", "square"));
            second = caller.buy(SampleInputs.FLASH, SampleInputs.edit("two"));
        }
        clock.advance(SERVICE_TIME.plusSeconds(1));
        try (ServiceSimulator simulator = start(1)) {
            PlainClient caller = new PlainClient(simulator);

            assertThat(simulator.base()).isEqualTo(base);
            assertThat(caller.result(first).path("status").asString()).isEqualTo("succeeded");
            assertThat(caller.status(second).path("status").asString()).isEqualTo("in_progress");
            HttpResponse<byte[]> picture = caller.getWithoutToken("/outputs/" + first + "/1.png");
            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(caller.counter().path("accepted").asInt()).isEqualTo(2);
        }
    }

    @Test
    void cancels_faults_and_the_balance_are_remembered() throws IOException {
        String failing;
        String cancelled;
        try (ServiceSimulator simulator = start(1)) {
            PlainClient caller = new PlainClient(simulator);
            caller.post("/simulator/balance", SimulatorJson.object().put("balance_usd", 5));
            failing = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one [[fault:job-failed]]"));
            cancelled = caller.buy(SampleInputs.FLASH, SampleInputs.edit("two"));
            caller.buy(SampleInputs.FLASH, SampleInputs.edit("three"));
            caller.cancel(cancelled);
        }
        clock.advance(SERVICE_TIME);
        try (ServiceSimulator simulator = start(1)) {
            PlainClient caller = new PlainClient(simulator);

            assertThat(caller.result(failing).path("status").asString()).isEqualTo("failed");
            assertThat(caller.status(cancelled).path("status").asString()).isEqualTo("cancelled");
            assertThat(PlainClient.json(caller.get("/prod/v2/balance"))
                            .path("balance_usd")
                            .decimalValue())
                    .isEqualByComparingTo("4.985");
        }
    }

    @Test
    void what_is_completed_stays_so_with_fewer_slots_and_a_longer_service_time() throws IOException {
        String first;
        String second;
        try (ServiceSimulator simulator = start(2)) {
            PlainClient caller = new PlainClient(simulator);
            first = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));
            second = caller.buy(SampleInputs.FLASH, SampleInputs.edit("two"));
        }
        clock.advance(SERVICE_TIME);
        SimulatorSettings slower = new SimulatorSettings(1, SERVICE_TIME.multipliedBy(9), 1, Map.of());
        try (ServiceSimulator simulator = ServiceSimulator.start(slower, storage, 0, clock)) {
            PlainClient caller = new PlainClient(simulator);

            assertThat(caller.status(first).path("status").asString()).isEqualTo("completed");
            assertThat(caller.status(second).path("status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void a_new_request_never_gets_an_old_ones_id() throws IOException {
        String before;
        try (ServiceSimulator simulator = start(1)) {
            before = new PlainClient(simulator).buy(SampleInputs.FLASH, SampleInputs.edit("one"));
        }
        try (ServiceSimulator simulator = start(1)) {
            assertThat(new PlainClient(simulator).buy(SampleInputs.FLASH, SampleInputs.edit("one")))
                    .isNotEqualTo(before);
        }
    }

    @Test
    void a_torn_last_line_is_dropped_and_the_next_one_is_whole() throws IOException {
        String kept;
        try (ServiceSimulator simulator = start(1)) {
            kept = new PlainClient(simulator).buy(SampleInputs.FLASH, SampleInputs.edit("one"));
        }
        Files.writeString(storage.resolve("requests.jsonl"), "{\"event\":\"accep", StandardOpenOption.APPEND);
        for (int restart = 0; restart < 2; restart++) {
            try (ServiceSimulator simulator = start(1)) {
                PlainClient caller = new PlainClient(simulator);
                assertThat(caller.counter().path("accepted").asInt()).isEqualTo(1);
                assertThat(caller.get("/v1/requests/" + kept + "/status").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_line_damaged_in_the_middle_is_named() throws IOException {
        start(1).close();
        Path log = storage.resolve("requests.jsonl");
        Files.writeString(log, "nonsense\n" + Files.readString(log));

        assertThatThrownBy(() -> start(1).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("requests.jsonl:1");
    }

    @Test
    void what_has_expired_is_forgotten_and_the_money_stays_spent() throws IOException {
        try (ServiceSimulator simulator = start(1)) {
            new PlainClient(simulator).buy(SampleInputs.FLASH, SampleInputs.edit("old"));
            clock.advance(Duration.ofDays(6));
            new PlainClient(simulator).buy(SampleInputs.FLASH, SampleInputs.edit("young"));
        }
        clock.advance(Duration.ofDays(2));
        for (int restart = 0; restart < 2; restart++) {
            try (ServiceSimulator simulator = start(1)) {
                PlainClient caller = new PlainClient(simulator);
                assertThat(caller.counter().path("accepted").asInt()).isEqualTo(1);
                BigDecimal left = PlainClient.json(caller.get("/prod/v2/balance"))
                        .path("balance_usd")
                        .decimalValue();
                assertThat(left).isEqualByComparingTo("9999.97");
            }
        }
        assertThat(Files.readString(storage.resolve("requests.jsonl")))
                .contains("young")
                .doesNotContain("old");
    }

    @Test
    void another_port_is_taken_where_the_old_one_is_in_use() throws IOException {
        int before;
        try (ServiceSimulator simulator = start(1)) {
            before = simulator.base().getPort();
        }
        try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress());
                ServiceSimulator simulator = start(1)) {
            assertThat(simulator.base().getPort()).isNotEqualTo(taken.getLocalPort());
        }
    }

    private ServiceSimulator start(int capacity) throws IOException {
        return ServiceSimulator.start(new SimulatorSettings(capacity, SERVICE_TIME, 1, Map.of()), storage, 0, clock);
    }
}
