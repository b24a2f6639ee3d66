package dev.darkroom.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180Parser;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the accounts of a run: what the service accepted, what the results tell, and what lies in the folders. No
 * purchase may be unexplained, nothing paid for lost, no row missing.
 */
public final class PurchaseAudit {

    private static final String UNKNOWN = "unknown";

    private final Map<String, String> promptOf;
    private final Map<String, List<String>> accepted = new HashMap<>();
    private final Path output;
    private final List<JsonNode> rows;

    /**
     * @param promptOf the prompts by the rows' ids, all different, in the manifest's order
     * @param service the requests that the service accepted; those of other prompts are left out
     * @param output the run's output directory
     */
    public PurchaseAudit(Map<String, String> promptOf, JsonNode service, Path output) throws IOException {
        this.promptOf = new LinkedHashMap<>(promptOf);
        this.output = output;
        Set<String> prompts = Set.copyOf(promptOf.values());
        for (JsonNode request : service) {
            String prompt = request.path("input").path("prompt").asString();
            if (prompts.contains(prompt)) {
                accepted.computeIfAbsent(prompt, key -> new ArrayList<>())
                        .add(request.path("request_id").asString());
            }
        }
        this.rows = Files.readAllLines(output.resolve("results.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    /** Compares everything. */
    public void agree(Path workspace) throws IOException {
        agree(workspace, Set.of());
    }

    /**
     * Compares everything.
     *
     * @param boughtAgain the rows that were unknown and that the user had bought again: these alone may have been
     *     accepted twice
     */
    public void agree(Path workspace, Set<String> boughtAgain) throws IOException {
        everyRowHasItsLine();
        noInputIsBoughtTwice(boughtAgain);
        everyPurchaseIsExplained(boughtAgain);
        everyFileIsWhole();
        nothingIsLeftOver(workspace);
    }

    /** Compares everything of a run that takes pictures of an earlier one, which alone has their requests. */
    public void agreeOnReused(Path workspace) throws IOException {
        everyRowHasItsLine();
        noInputIsBoughtTwice(Set.of());
        everyFileIsWhole();
        nothingIsLeftOver(workspace);
    }

    private void everyRowHasItsLine() throws IOException {
        String jsonl = Files.readString(output.resolve("results.jsonl"));
        assertThat(jsonl).as("results.jsonl").endsWith("\n");
        assertThat(rows)
                .extracting(row -> row.path("id").asString())
                .as("ids in results.jsonl")
                .containsExactlyElementsOf(promptOf.keySet());
        String csv = Files.readString(output.resolve("results.csv"));
        assertThat(csv).as("results.csv").endsWith("\n");
        try (CSVReader reader = new CSVReaderBuilder(new StringReader(csv))
                .withCSVParser(new RFC4180Parser())
                .withSkipLines(1)
                .build()) {
            List<String[]> lines = reader.readAll();
            assertThat(lines)
                    .extracting(line -> line[0])
                    .as("ids in results.csv")
                    .containsExactlyElementsOf(promptOf.keySet());
            assertThat(lines)
                    .extracting(line -> line[2])
                    .as("statuses in results.csv")
                    .containsExactlyElementsOf(
                            rows.stream().map(PurchaseAudit::statusOf).toList());
        } catch (CsvException e) {
            throw new IOException(e);
        }
    }

    private void noInputIsBoughtTwice(Set<String> boughtAgain) {
        for (JsonNode row : rows) {
            assertThat(requestsFor(row))
                    .as("purchases of row %s", idOf(row))
                    .hasSizeLessThanOrEqualTo(boughtAgain.contains(idOf(row)) ? 2 : 1);
        }
    }

    private void everyPurchaseIsExplained(Set<String> boughtAgain) {
        for (JsonNode row : rows) {
            boolean hasId = !row.path("request_id").isNull();
            if (hasId) {
                assertThat(requestsFor(row))
                        .as("requests of row %s at the service", idOf(row))
                        .contains(row.path("request_id").asString());
            } else if (!statusOf(row).equals(UNKNOWN)) {
                assertThat(requestsFor(row))
                        .as("requests of row %s, which is %s", idOf(row), statusOf(row))
                        .isEmpty();
            }
        }
        long withId =
                rows.stream().filter(row -> !row.path("request_id").isNull()).count();
        long doubtful = rows.stream()
                .filter(row -> statusOf(row).equals(UNKNOWN) || boughtAgain.contains(idOf(row)))
                .count();
        assertThat(purchases()).as("accepted requests").isBetween(withId, withId + doubtful);
    }

    private void everyFileIsWhole() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (JsonNode row : rows) {
            for (int n = 0; n < row.path("files").size(); n++) {
                Path file = output.resolve(row.path("files").get(n).asString());
                assertThat(hash(file))
                        .as("hash of %s", file)
                        .isEqualTo(row.path("sha256").get(n).asString());
                expected.add(file.getFileName().toString());
            }
            if (statusOf(row).equals("succeeded")) {
                assertThat(row.path("files")).as("files of row %s", idOf(row)).isNotEmpty();
            }
        }
        Set<String> found = new TreeSet<>();
        if (Files.exists(output.resolve("images"))) {
            try (var files = Files.list(output.resolve("images"))) {
                files.forEach(file -> found.add(file.getFileName().toString()));
            }
        }
        assertThat(found).as("pictures").isEqualTo(expected);
    }

    private void nothingIsLeftOver(Path workspace) throws IOException {
        for (Path folder : List.of(output, workspace)) {
            try (var files = Files.walk(folder)) {
                assertThat(files.map(folder::relativize).map(Path::toString))
                        .as("what is left over in %s", folder)
                        .noneMatch(name -> name.endsWith(".part") || name.endsWith(".tmp") || name.contains("copy-"));
            }
        }
    }

    /** Counts the requests of these rows that the service accepted. */
    public long purchases() {
        return accepted.values().stream().mapToLong(List::size).sum();
    }

    /** Counts the inputs that were accepted more than once. */
    public long duplicates() {
        return accepted.values().stream().filter(ids -> ids.size() > 1).count();
    }

    /** Returns the statuses by the rows' ids, in the results' order. */
    public Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        rows.forEach(row -> statuses.put(idOf(row), statusOf(row)));
        return statuses;
    }

    /** Returns the rows of which nobody knows whether they were purchased. */
    public Set<String> unknown() {
        Set<String> unknown = new TreeSet<>();
        statuses().forEach((id, status) -> {
            if (status.equals(UNKNOWN)) {
                unknown.add(id);
            }
        });
        return unknown;
    }

    /**
     * Returns those of them whose call was not broken off by the process itself: on a busy machine a call may take longer than a stop
     * may, and is broken off, which no ledger could help.
     */
    public Set<String> lost() {
        Set<String> lost = new TreeSet<>();
        rows.stream()
                .filter(row -> statusOf(row).equals(UNKNOWN))
                .filter(row -> !row.path("reason").asString().contains("stopped before the service had answered"))
                .forEach(row -> lost.add(idOf(row)));
        return lost;
    }

    /** Returns whether the service accepted a request for this row. */
    public boolean isAccepted(String id) {
        return accepted.containsKey(promptOf.get(id));
    }

    private List<String> requestsFor(JsonNode row) {
        return accepted.getOrDefault(promptOf.get(idOf(row)), List.of());
    }

    private static String idOf(JsonNode row) {
        return row.path("id").asString();
    }

    private static String statusOf(JsonNode row) {
        return row.path("status").asString();
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
