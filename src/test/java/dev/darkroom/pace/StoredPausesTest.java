package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiToken;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StoredPausesTest {

    private static final String SERVICE = "https://model-api.example/v1";
    private static final String ACCOUNT = new ApiToken("a-secret-that-must-not-leak").fingerprint();
    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    @Test
    void a_pause_is_kept_to_by_the_next_process_for_what_is_left_of_it() {
        submits().throttled(clock.now(), TWENTY_MINUTES);
        clock.advance(Duration.ofMinutes(15));
        assertThat(submits().pauseLeft()).isEqualTo(Duration.ofMinutes(5));
        assertThat(submits().untilNext()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void the_process_that_was_asked_waits_as_before() {
        CallRateLimiter submits = submits();
        submits.throttled(clock.now(), TWENTY_MINUTES);
        clock.advance(Duration.ofMinutes(15));
        assertThat(submits.pauseLeft()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_pause_that_is_over_is_none() {
        submits().throttled(clock.now(), TWENTY_MINUTES);
        clock.advance(TWENTY_MINUTES);
        assertThat(submits().pauseLeft()).isZero();
    }

    @Test
    void neither_another_account_nor_another_service_nor_other_calls_pause() {
        submits().throttled(clock.now(), TWENTY_MINUTES);
        String another = new ApiToken("another-account's").fingerprint();
        assertThat(pauses(SERVICE, another).left("submits")).isZero();
        assertThat(pauses("https://else.example/v1", ACCOUNT).left("submits")).isZero();
        assertThat(pauses(SERVICE, ACCOUNT).left("polls")).isZero();
    }

    @Test
    void the_last_end_of_an_accounts_pauses_is_told_and_that_of_anybodys() {
        pauses(SERVICE, "1").keep("submits", TWENTY_MINUTES);
        pauses(SERVICE, "1").keep("polls", Duration.ofMinutes(10));
        pauses(SERVICE, "2").keep("polls", Duration.ofMinutes(30));
        Instant now = clock.instant();
        assertThat(pauses(SERVICE, "1").until()).hasValue(now.plus(TWENTY_MINUTES));
        assertThat(pauses(SERVICE, "1").untilForAnyAccount()).hasValue(now.plus(Duration.ofMinutes(30)));
        assertThat(pauses("https://else.example/v1", "1").untilForAnyAccount()).isEmpty();
        clock.advance(TWENTY_MINUTES);
        assertThat(pauses(SERVICE, "1").until()).isEmpty();
    }

    @Test
    void the_pauses_of_others_stay_when_one_is_kept() {
        pauses(SERVICE, "1").keep("submits", TWENTY_MINUTES);
        pauses(SERVICE, "2").keep("submits", Duration.ofMinutes(30));
        pauses(SERVICE, "2").keep("polls", Duration.ofMinutes(40));
        assertThat(pauses(SERVICE, "1").left("submits")).isEqualTo(TWENTY_MINUTES);
        assertThat(pauses(SERVICE, "2").left("submits")).isEqualTo(Duration.ofMinutes(30));
        assertThat(pauses(SERVICE, "2").left("polls")).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void of_two_pauses_the_one_that_ends_later_is_kept() {
        CallRateLimiter submits = submits();
        submits.throttled(clock.now(), TWENTY_MINUTES);
        submits.throttled(clock.now(), Duration.ofMinutes(10));
        assertThat(submits().pauseLeft()).isEqualTo(TWENTY_MINUTES);
        submits.throttled(clock.now(), Duration.ofMinutes(30));
        assertThat(submits().pauseLeft()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void on_a_clock_that_was_set_back_nobody_waits_for_longer_than_was_asked() {
        submits().throttled(clock.now(), TWENTY_MINUTES);
        clock.turnWall(Duration.ofDays(-400));
        assertThat(submits().pauseLeft()).isEqualTo(TWENTY_MINUTES);
        clock.advance(Duration.ofMinutes(15));
        assertThat(submits().pauseLeft())
                .as("nor each start for all of it again")
                .isEqualTo(Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(5));
        assertThat(submits().pauseLeft()).isZero();
    }

    @Test
    void a_pause_asked_for_after_the_clock_was_set_back_takes_the_place_of_the_former() {
        submits().throttled(clock.now(), TWENTY_MINUTES);
        clock.turnWall(Duration.ofDays(-400));
        pauses(SERVICE, ACCOUNT).keep("submits", Duration.ofMinutes(1));
        assertThat(submits().pauseLeft()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void short_pauses_are_no_matter_of_the_next_start() {
        submits().throttled(clock.now(), Duration.ofSeconds(9));
        submits().throttled(clock.now(), null);
        assertThat(file()).doesNotExist();
    }

    @Test
    void the_file_holds_no_token() throws IOException {
        submits().throttled(clock.now(), TWENTY_MINUTES);
        assertThat(file()).content().contains(SERVICE, ACCOUNT, "2026-11-21T20:20:00Z");
        assertThat(Files.readString(file())).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"pauses\": 7}",
                "{\"pauses\": [{}]}",
                "{\"pauses\": [{\"service\": \"https://model-api.example/v1\", \"until\": \"tomorrow\"}]}"
            })
    void a_file_that_is_damaged_costs_the_pause_alone_and_is_written_anew(String content) throws IOException {
        Files.writeString(file(), content);
        assertThat(submits().pauseLeft()).isZero();
        submits().throttled(clock.now(), TWENTY_MINUTES);
        assertThat(submits().pauseLeft()).isEqualTo(TWENTY_MINUTES);
    }

    @Test
    void where_it_cannot_be_kept_the_process_itself_pauses_all_the_same() throws IOException {
        Files.createDirectory(file());
        Files.writeString(file().resolve("in-the-way"), "");
        CallRateLimiter submits = submits();
        submits.throttled(clock.now(), TWENTY_MINUTES);
        assertThat(submits.pauseLeft()).isEqualTo(TWENTY_MINUTES);
    }

    private Path file() {
        return folder.resolve("pauses.json");
    }

    private StoredPauses pauses(String service, String account) {
        return new StoredPauses(file(), service, account, JsonMapper.shared(), clock);
    }

    /** Returns the limiter that a process of its own would begin with. */
    private CallRateLimiter submits() {
        CallRate rate = new CallRate(BigDecimal.TEN, Duration.ofSeconds(1));
        return new CallRateLimiter("submits", rate, null, pauses(SERVICE, ACCOUNT), clock);
    }
}
