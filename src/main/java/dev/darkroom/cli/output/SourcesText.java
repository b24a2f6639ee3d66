package dev.darkroom.cli.output;

import dev.darkroom.errors.SourceFault;
import dev.darkroom.io.CountText;
import dev.darkroom.plan.PlannedSources;
import dev.darkroom.sourcelook.LookTally;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What a plan says of the sources that were looked at, for people and for programs. */
final class SourcesText {

    private SourcesText() {}

    static List<String> lines(PlannedSources sources) {
        LookTally tally = sources.tally();
        List<String> lines = new ArrayList<>();
        boolean skipped = !tally.skipped().isEmpty();
        if (skipped && tally.addresses() > 0) {
            lines.add(CountText.of(tally.addresses(), "address", "addresses") + ", not looked at: " + tally.skipped());
        }
        if (tally.isNothing() || (tally.addresses() == 0 && tally.files() == 0)) {
            return lines;
        }
        lines.add(looked(tally) + "; " + seen(sources));
        if (sources.rejected() > 0) {
            lines.add(CountText.of(sources.rejected(), "row") + " would be rejected for "
                    + (sources.rejected() == 1 ? "its" : "their") + " sources");
        }
        if (sources.reshapedRows() > 0) {
            lines.add(CountText.of(sources.reshapedRows(), "picture") + " of another proportion than the source's: "
                    + reshaped(sources.reshaped()) + "; the farthest by " + percent(sources.worstError()));
        }
        return lines;
    }

    private static String looked(LookTally tally) {
        List<String> parts = new ArrayList<>();
        if (tally.files() > 0) {
            parts.add(CountText.of(tally.files(), "picture") + " on this disk");
        }
        if (tally.skipped().isEmpty() && tally.addresses() > 0) {
            parts.add(CountText.of(tally.addresses(), "address", "addresses") + ", "
                    + CountText.of(tally.requests(), "request") + " now" + unknown(tally));
        }
        return String.join("; ", parts);
    }

    private static String unknown(LookTally tally) {
        return tally.unknown() == 0 ? "" : ", nothing known of " + count(tally.unknown());
    }

    private static String seen(PlannedSources sources) {
        List<String> parts = new ArrayList<>();
        sources.seen().faults().forEach((fault, addresses) -> parts.add(count(addresses) + " " + fault.keyword()));
        sources.seen().traits().forEach((trait, addresses) -> parts.add(count(addresses) + " " + trait));
        return parts.isEmpty() ? "nothing out of the ordinary" : String.join(", ", parts);
    }

    private static String reshaped(Map<String, Long> rows) {
        return rows.entrySet().stream()
                .map(step -> count(step.getValue())
                        + (step.getKey().equals("more") ? " by more" : " by up to " + step.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String percent(double error) {
        return Math.round(error * 100) + "%";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static void document(PlannedSources sources, ObjectNode node) {
        LookTally tally = sources.tally();
        node.put("addresses", tally.addresses());
        node.put("known", tally.known());
        node.put("files", tally.files());
        node.put("requests", tally.requests());
        node.put("bytes", tally.bytes());
        node.put("seconds", BigDecimal.valueOf(tally.took().toMillis(), 3));
        node.put("not_looked_at", tally.skipped().isEmpty() ? null : tally.skipped());
        ObjectNode faults = node.putObject("faults");
        for (SourceFault fault : SourceFault.values()) {
            long addresses = sources.seen().faults().getOrDefault(fault, 0L);
            if (addresses > 0) {
                faults.put(fault.keyword(), addresses);
            }
        }
        ObjectNode traits = node.putObject("traits");
        sources.seen().traits().forEach(traits::put);
        node.put("rejected_rows", sources.rejected());
        ObjectNode reshaped = node.putObject("reshaped_rows");
        sources.reshaped().forEach(reshaped::put);
        node.put(
                "worst_proportion_error",
                BigDecimal.valueOf(sources.worstError()).setScale(4, RoundingMode.HALF_UP));
    }
}
