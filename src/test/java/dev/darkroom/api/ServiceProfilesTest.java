package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceProfilesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/darkroom");
    private static final URI BASE = URI.create("https://model-api.runcomfy.net/v1");

    private final ServiceEndpoints endpoints = ServiceProfiles.DEFAULT.endpoints();

    /**
     * Holds the vendor's own facts to the profile; the simulator is the vendor's service built again: a mistake in the
     * profile must not be repeated by it.
     */
    @Test
    void only_the_profile_and_a_remedy_below_it_know_what_is_the_vendors() throws IOException {
        List<String> vendors = Stream.concat(
                        ServiceProfiles.DEFAULT.errors().meanings().keySet().stream(), Stream.of("runcomfy"))
                .toList();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith(SOURCES.resolve("simulator")))
                            .filter(file -> mentions(file, vendors)))
                    .containsExactlyInAnyOrder(
                            SOURCES.resolve("api/RunComfyProfile.java"), SOURCES.resolve("errors/ErrorRemedy.java"));
        }
    }

    private static boolean mentions(Path file, List<String> texts) {
        try {
            String code = Files.readString(file).replace("RunComfyProfile", "").toLowerCase(Locale.ROOT);
            return texts.stream().anyMatch(code::contains);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_call_has_its_address_below_the_base() {
        assertThat(endpoints.model(BASE, "maker/model/edit")).isEqualTo(URI.create(BASE + "/models/maker/model/edit"));
        assertThat(endpoints.status(BASE, "r-1")).isEqualTo(URI.create(BASE + "/requests/r-1/status"));
        assertThat(endpoints.result(BASE, "r-1"))
                .isEqualTo(URI.create(BASE + "/requests/r-1/result?include_cost=true"));
        assertThat(endpoints.cancel(BASE, "r-1")).isEqualTo(URI.create(BASE + "/requests/r-1/cancel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../balance", "a/b", "a?b", "a#b", "a%2fb", "https://evil.example", "{id}"})
    void what_is_not_an_id_becomes_no_part_of_an_address(String id) {
        assertThatThrownBy(() -> endpoints.status(BASE, id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> endpoints.result(BASE, id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> endpoints.cancel(BASE, id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../balance", "/model", "a?b", "a#b", "a%2fb", "https://evil.example", "{id}"})
    void nor_does_what_is_not_a_models(String id) {
        assertThatThrownBy(() -> endpoints.model(BASE, id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "runcomfy.net, true",
        "API.RunComfy.net, true",
        "a.b.runcomfy.com, true",
        "evilruncomfy.net, false",
        "runcomfy.net.evil.example, false",
        "runcomfy.net., false"
    })
    void only_whole_names_are_the_vendors(String host, boolean vendors) {
        assertThat(ServiceProfiles.DEFAULT.owns(host)).isEqualTo(vendors);
    }

    @ParameterizedTest
    @CsvSource({"400002, 400", "403001, 403", "599999, 599", "HTTP_403, 0", "4000021, 0", "600001, 0", "40000, 0"})
    void a_number_of_the_services_tells_the_status_that_is_meant(String code, int status) {
        assertThat(ServiceProfiles.DEFAULT.errors().statusOf(code).orElse(0)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "https://model-api.runcomfy.net/v1, https://api.runcomfy.net/prod/v2/balance",
        "https://RunComfy.net, https://api.runcomfy.net/prod/v2/balance",
        "https://staging.model-api.runcomfy.net/v1/, https://api.runcomfy.net/prod/v2/balance",
        "http://model-api.runcomfy.net/v1, http://model-api.runcomfy.net/prod/v2/balance",
        "https://evilruncomfy.net/v1, https://evilruncomfy.net/prod/v2/balance",
        "https://runcomfy.net.evil.example/v1, https://runcomfy.net.evil.example/prod/v2/balance",
        "https://runcomfy.com/v1, https://runcomfy.com/prod/v2/balance",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/prod/v2/balance",
        "http://localhost:8080/deep/v1/, http://localhost:8080/prod/v2/balance"
    })
    void the_balance_is_asked_at_the_vendors_host_or_at_the_services_own_origin(URI base, URI balance) {
        assertThat(ServiceProfiles.at(base).endpoints().balance(base)).isEqualTo(balance);
    }
}
