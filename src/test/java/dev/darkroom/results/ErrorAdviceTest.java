package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAdviceTest {

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_RANGE, REJECTED, false, Mend the row",
        "SOMETHING_NEW, REJECTED, false, Mend the row",
        "DUPLICATE_ID, REJECTED, false, an id of its own",
        "RAGGED_ROW, REJECTED, false, cells",
        "UNKNOWN_MODEL, REJECTED, false, models lists",
        "JOB_FAILED, FAILED, true, resume --only failed",
        "NO_OUTPUT, FAILED, true, resume --only failed",
        "OUTPUT_EXPIRED, FAILED, true, buy it again",
        "NOT_FOUND, FAILED, true, buy it again",
        "CHECK_BLANK, FAILED, false, another seed",
        "400001, FAILED, false, model",
        "400002, FAILED, false, Top up",
        "400004, FAILED, false, RUNCOMFY_TOKEN",
        "QUEUE_TIMEOUT, CANCELLED, true, poll.queue-timeout",
        "USER, CANCELLED, true, resume --only cancelled",
        "RUN_TIMEOUT, TIMED_OUT, true, at no cost",
        "HTTP_404, DOWNLOAD_FAILED, true, fetched again",
        "TOO_LARGE, DOWNLOAD_FAILED, true, download.max-size",
        "NOT_SAVED, DOWNLOAD_FAILED, true, Make room",
        "UNTRUSTED_OUTPUT, DOWNLOAD_FAILED, false, output_urls",
        "NO_OUTPUT, DOWNLOAD_FAILED, true, fetched again",
        "SUBMIT_UNKNOWN, UNKNOWN, false, usage page"
    })
    void each_kind_of_error_has_its_own_advice(String code, RowStatus status, boolean retryable, String message) {
        assertThat(ErrorAdvice.of(code, status).retryable()).isEqualTo(retryable);
        assertThat(ErrorAdvice.of(code, status).whatToDo()).contains(message);
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
        assertThat(ErrorAdvice.of(code, RowStatus.FAILED).retryable()).isEqualTo(retryable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"502001", "JOB_FAILED", "HTTP_503", "429001"})
    void what_may_have_been_bought_is_never_retried_on_advice(String code) {
        assertThat(ErrorAdvice.of(code, RowStatus.UNKNOWN).retryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NO_ANSWER, false", "RUN_TIMEOUT, true", "TOO_SLOW, true", "JOB_FAILED, true", "RAGGED_ROW, false"})
    void most_codes_tell_enough_without_a_status(String code, boolean retryable) {
        assertThat(ErrorAdvice.of(code).retryable()).isEqualTo(retryable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SOMETHING_NEW", "12", "1234567", "999999", "=cmd"})
    void the_rest_has_a_default(String code) {
        assertThat(ErrorAdvice.of(code, RowStatus.FAILED).retryable()).isFalse();
        assertThat(ErrorAdvice.of(code, RowStatus.FAILED).whatToDo()).contains("failed.csv");
    }
}
