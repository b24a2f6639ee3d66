package dev.darkroom.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.CostReported;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.MarkedUnknown;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.rows.UnknownResolved;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JournalFormatTest {

    private static final RowKey ROW = new RowKey(7, 12);
    private static final Instant AT = Instant.parse("2026-11-21T20:00:00.123Z");
    private static final DownloadedPicture PICTURE =
            new DownloadedPicture("images/a-1.png", "0".repeat(64), 1, 2, 3, "image/png");
    private static final JobTimes TIMES = new JobTimes(AT.minusSeconds(9), null);

    private final JournalFormat format = new JournalFormat(7);

    static List<LedgerEvent> events() {
        return List.of(
                new LedgerEvent.SubmitIntended(ROW, 1, new BigDecimal("0.02")),
                new LedgerEvent.SubmitIntended(ROW, 1, null),
                new LedgerEvent.SubmitIntended(
                        ROW, 1, null, new SentRequest("ab12", "flash", "{\"prompt\":\"grün, \\\"row\\\":9\"}")),
                new LedgerEvent.SubmitAccepted(ROW, 1, "request-1"),
                new LedgerEvent.SubmitReleased(ROW, 1, true),
                new LedgerEvent.SubmitReleased(ROW, 1, true, new RowReason(RowReason.THROTTLED, "slow down")),
                new LedgerEvent.CallFailed(ROW, 1, RowState.SUBMITTED, ServiceCall.POLL, SampleEvents.WHY),
                new LedgerEvent.SubmitRefused(ROW, 1, SampleEvents.WHY),
                new LedgerEvent.SubmitUnknown(ROW, 2, new RowReason("NO_ANSWER", "lost\nin \"two\" lines, grün 🖼")),
                new LedgerEvent.RequestCompleted(
                        ROW, 1, List.of("https://cdn.runcomfy.net/a b"), TIMES, BigDecimal.ONE),
                new LedgerEvent.RequestEnded(ROW, 1, RowState.TIMED_OUT, SampleEvents.WHY, TIMES, null),
                new OutputsDownloaded(ROW, 1, List.of(PICTURE, PICTURE), 1_234),
                new OutputsDownloaded(
                        ROW, 1, List.of(PICTURE.flagged(List.of("blank=0.4", "format=jpeg"))), 1_234, SampleEvents.WHY),
                new FlagsRevised(
                        ROW, 1, RowState.SUCCEEDED, List.of(List.of("identical=0.99"), List.of()), SampleEvents.WHY),
                new FlagsRevised(ROW, 1, RowState.SUCCEEDED, List.of(List.of()), null),
                new FlagsRevised(ROW, 1, RowState.FAILED, List.of(List.of("size=9x9", "identical=0.001")), null),
                new CostReported(ROW, 1, RowState.SUCCEEDED, new BigDecimal("0.03")),
                new ReviewRecorded(ROW, 1, RowState.SUCCEEDED, true, "too dark"),
                new ReviewRecorded(ROW, 0, RowState.REUSED, false, null),
                new ReviewRecorded(
                        ROW,
                        1,
                        RowState.SUCCEEDED,
                        false,
                        "not yet",
                        new ReviewRecorded.VerdictDetails(true, "ann", Instant.EPOCH, "ann.csv")),
                new LedgerEvent.DownloadFailed(ROW, 1, RowState.DOWNLOAD_FAILED, SampleEvents.WHY, 5),
                new LedgerEvent.RowReopened(ROW, 3, RowState.FAILED, RowState.PENDING),
                new MarkedUnknown(ROW, 1, 2),
                new UnknownResolved(ROW, 1, "request-2"),
                new UnknownResolved(ROW, 1, null),
                new PictureShared(ROW, 0, RowState.REUSED, RowState.REUSED, List.of(PICTURE)),
                new PictureShared(
                        ROW, 0, RowState.REUSED, RowState.REUSED, List.of(PICTURE), new OriginRow("night-1", 3, 8)),
                new PurchaseAdopted(ROW, 1, RowState.UNKNOWN, null, AT, SampleEvents.WHY),
                new PurchaseAdopted(
                        ROW, 1, RowState.SUBMITTED, "request-3", AT, null, new SentRequest("ab", "flash", "{}"), false),
                new PurchaseAdopted(ROW, 1, RowState.SUBMITTED, "request-3", AT, null, null, true),
                new CancelledUnsent(ROW, 1));
    }

    /**
     * Holds the lines that journals out there hold: no name of an event, of its parts or of a state may ever change.
     */
    @Test
    void lines_are_what_earlier_versions_wrote() throws IOException {
        try (InputStream lines = Objects.requireNonNull(getClass().getResourceAsStream("journal-lines.txt"))) {
            assertThat(events().stream().map(event -> format.line(event, AT)))
                    .containsExactlyElementsOf(new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line + "\n")
                            .toList());
        }
    }

    @Test
    void every_kind_of_event_is_tried() {
        assertThat(events().stream().<Class<?>>map(LedgerEvent::getClass).distinct())
                .containsExactlyInAnyOrder(LedgerEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_is_read_as_it_was_written(LedgerEvent event) {
        String line = format.line(event, AT);
        assertThat(line).endsWith("\n").doesNotContainPattern("\n.");
        byte[] bytes = line.strip().getBytes(StandardCharsets.UTF_8);
        assertThat(JournalFormat.isWhole(bytes)).isTrue();
        assertThat(format.read(bytes, 99)).contains(new JournalLine(event, AT, 99));
    }

    @Test
    void a_picture_of_an_earlier_version_has_no_flags() {
        LedgerEvent event = new OutputsDownloaded(ROW, 1, List.of(PICTURE), 5);
        String line = JsonMapper.shared().writeValueAsString(event);
        assertThat(line).contains(",\"flags\":[]");
        assertThat(JsonMapper.shared().readValue(line.replace(",\"flags\":[]", ""), LedgerEvent.class))
                .isEqualTo(event);
    }

    @Test
    void what_an_earlier_version_judged_had_succeeded() {
        LedgerEvent event = new FlagsRevised(ROW, 1, RowState.SUCCEEDED, List.of(List.of()), null);
        String line = JsonMapper.shared().writeValueAsString(event);
        assertThat(line).contains("\"from\":\"SUCCEEDED\",");
        assertThat(JsonMapper.shared().readValue(line.replace("\"from\":\"SUCCEEDED\",", ""), LedgerEvent.class))
                .isEqualTo(event);
    }

    @Test
    void no_kind_of_event_is_forgotten_here() {
        assertThat(events()).extracting(Object::getClass).contains(LedgerEvent.class.getPermittedSubclasses());
    }

    @Test
    void a_line_is_a_checksum_and_json_that_names_the_row_by_its_number() {
        assertThat(format.line(new LedgerEvent.SubmitAccepted(ROW, 1, "request-1"), AT))
                .matches("[0-9a-f]{8} \\{\"what\":\"accepted\",\"row\":12,\"attempt\":1,\"request_id\":\"request-1\","
                        + "\"at\":\"2026-11-21T20:00:00.123Z\"}\n");
    }

    @Test
    void a_release_of_an_earlier_version_has_no_reason() {
        String line = " {\"what\":\"released\",\"row\":12,\"attempt\":1,\"sent\":true,\"at\":\"" + AT + "\"}";
        assertThat(format.read(("00000000" + line).getBytes(StandardCharsets.UTF_8), 9))
                .contains(new JournalLine(new LedgerEvent.SubmitReleased(ROW, 1, true), AT, 9));
    }

    @Test
    void an_intent_of_an_earlier_version_does_not_tell_what_was_asked_for() {
        String line = " {\"what\":\"intent\",\"row\":12,\"attempt\":1,\"estimate\":0.02,\"at\":\"" + AT + "\"}";
        assertThat(format.read(("00000000" + line).getBytes(StandardCharsets.UTF_8), 9))
                .contains(new JournalLine(new LedgerEvent.SubmitIntended(ROW, 1, new BigDecimal("0.02")), AT, 9));
    }

    @Test
    void what_an_earlier_version_took_over_is_not_fetched_again() {
        PurchaseAdopted event = new PurchaseAdopted(ROW, 1, RowState.SUBMITTED, "request-3", AT, null);
        String line =
                " {\"what\":\"taken_over\",\"row\":12,\"attempt\":1,\"to\":\"SUBMITTED\",\"request_id\":\"request-3\","
                        + "\"submitted_at\":\"" + AT + "\",\"at\":\"" + AT + "\"}";
        assertThat(format.read(("00000000" + line).getBytes(StandardCharsets.UTF_8), 9))
                .contains(new JournalLine(event, AT, 9));
        assertThat(format.line(event, AT)).endsWith(line + "\n");
    }

    @Test
    void what_is_fetched_again_says_so() {
        assertThat(format.line(new PurchaseAdopted(ROW, 1, RowState.SUBMITTED, "request-3", AT, null, null, true), AT))
                .contains(",\"fetched_again\":true,");
    }

    @Test
    void the_checksum_is_crc_32c() {
        // The check value of the algorithm's published catalogues, over the text 123456789.
        assertThat(JournalFormat.isWhole("e3069283 123456789".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(JournalFormat.isWhole("e3069284 123456789".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789",
                "{\"what\":\"accepted\",\"attempt\":1,\"request_id\":\"request-1\",\"at\":\"2026-11-21T20:00:00Z\"}",
                "{\"what\":\"accepted\",\"row\":0,\"attempt\":1,\"at\":\"2026-11-21T20:00:00Z\"}",
                "{\"what\":\"reopened\",\"row\":1,\"attempt\":1,\"to\":\"PENDING\",\"at\":\"2026-11-21T20:00:00Z\"}"
            })
    void a_whole_line_that_makes_no_sense_is_not_read(String body) {
        assertThat(format.read(("00000000 " + body).getBytes(StandardCharsets.UTF_8), 1))
                .isEmpty();
    }

    @Test
    void a_damaged_line_still_tells_its_row() {
        String line = format.line(new LedgerEvent.SubmitAccepted(ROW, 2, "request-1"), AT)
                .replace("request-1", "rXquest-1");
        assertThat(format.salvage(line.getBytes(StandardCharsets.UTF_8), AT, 5).map(JournalLine::event))
                .hasValueSatisfying(event -> {
                    assertThat(event).isInstanceOf(LedgerEvent.SubmitUnknown.class);
                    assertThat(event.row()).isEqualTo(ROW);
                    assertThat(event.attempt()).isEqualTo(2);
                    assertThat(((LedgerEvent.SubmitUnknown) event).reason().message())
                            .endsWith("seems to name the request rXquest-1");
                });
        assertThat(format.salvage("nothing".getBytes(StandardCharsets.UTF_8), AT, 5))
                .isEqualTo(Optional.empty());
    }
}
