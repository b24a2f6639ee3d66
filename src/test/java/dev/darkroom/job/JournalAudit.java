package dev.darkroom.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.MemoryLedger;
import dev.darkroom.ledger.rows.RowState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks what a restored ledger must hold by the whole lines of a journal: purchases, requests, files, keys. */
final class JournalAudit {

    private static final int CHECKSUM = 9;
    private static final List<String> SPENDING = List.of(
            "intent", "accepted", "unknown", "completed", "ended", "fetched", "not_fetched", "taken_over", "doubted");

    private final List<JsonNode> lines;

    private JournalAudit(List<JsonNode> lines) {
        this.lines = lines;
    }

    static JournalAudit of(List<String> whole) {
        return new JournalAudit(whole.stream()
                .map(line -> JsonMapper.shared().readTree(line.substring(CHECKSUM)))
                .toList());
    }

    void check(Map<Integer, MemoryLedger.MemoryRow> rows, List<MemoryLedger.MemoryPurchase> purchases) {
        Map<String, MemoryLedger.MemoryPurchase> held = new HashMap<>();
        purchases.forEach(each -> held.put(each.row() + "/" + each.attempt(), each));
        Map<Integer, String> last = new TreeMap<>();
        for (JsonNode line : lines) {
            String what = line.path("what").asString();
            int row = line.path("row").asInt();
            String purchase = row + "/" + line.path("attempt").asInt();
            boolean spends = SPENDING.contains(what) || (what.equals("resolved") && line.has("request_id"));
            if (spends) {
                assertThat(held).as("%s", line).containsKey(purchase);
                last.put(row, what);
            }
            if (line.has("request_id")) {
                assertThat(requireNonNull(held.get(purchase)).requestId())
                        .as("%s", line)
                        .isEqualTo(line.path("request_id").asString());
            }
            if (what.equals("fetched")) {
                assertThat(requireNonNull(held.get(purchase)).state())
                        .as("%s", line)
                        .isEqualTo(RowState.SUCCEEDED);
            }
            if (line.has("request")) {
                assertThat(requireNonNull(rows.get(row)).inputKey())
                        .as("%s", line)
                        .isEqualTo(line.path("request").path("input_key").asString());
            }
            if (isRelease(what, line)) {
                last.put(row, "released");
            }
        }
        last.forEach((row, what) -> {
            if (!what.equals("released")) {
                assertThat(requireNonNull(rows.get(row)).state())
                        .as("row %s, of which the last word is %s", row, what)
                        .isNotIn(RowState.PENDING, RowState.FOLLOWER, RowState.REUSED, RowState.REJECTED);
            }
        });
    }

    private static boolean isRelease(String what, JsonNode line) {
        return what.equals("released")
                || what.equals("withdrawn")
                || what.equals("shared")
                || (what.equals("resolved") && !line.has("request_id"))
                || (what.equals("reopened") && line.path("to").asString().equals("PENDING"));
    }
}
