package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAdviceTest {

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_RANGE, false, Mend the row",
        "DUPLICATE_ID, false, an id of its own",
        "RAGGED_ROW, false, cells",
        "UNKNOWN_MODEL, false, models lists",
        "JOB_FAILED, true, resume --only failed",
        "NO_OUTPUT, true, resume --only failed",
        "OUTPUT_EXPIRED, true, buy it again",
        "NOT_FOUND, true, buy it again",
        "QUEUE_TIMEOUT, true, resume --only cancelled",
        "RUN_TIMEOUT, true, at no cost",
        "SUBMIT_UNKNOWN, false, usage page",
        "DOWNLOAD_FAILED, true, fetched again",
        "DOWNLOAD_TOO_LARGE, true, fetched again",
        "400001, false, model",
        "400002, false, Top up",
        "400004, false, RUNCOMFY_TOKEN"
    })
    void what_is_known_has_its_own_advice(String code, boolean retryable, String words) {
        assertThat(ErrorAdvice.of(code).retryable()).isEqualTo(retryable);
        assertThat(ErrorAdvice.of(code).whatToDo()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "500123, true",
        "HTTP_503, true",
        "429001, true",
        "422001, false",
        "401009, false",
        "402001, false",
        "HTTP_408, true",
        "409000, false"
    })
    void a_code_with_an_http_status_has_the_advice_of_its_kind(String code, boolean retryable) {
        assertThat(ErrorAdvice.of(code).retryable()).isEqualTo(retryable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SOMETHING_NEW", "12", "1234567", "999999", "=cmd"})
    void the_rest_has_a_default(String code) {
        assertThat(ErrorAdvice.of(code).retryable()).isFalse();
        assertThat(ErrorAdvice.of(code).whatToDo()).contains("failed.csv");
    }
}
