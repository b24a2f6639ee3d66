package dev.darkroom.plan;

import dev.darkroom.io.CountText;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.FailureRate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Says what would stop a run for its rows' sake, as the job has it. */
final class PlannedStops {

    private PlannedStops() {}

    /** Returns clauses that begin with "if". */
    static List<String> of(JobSpec job) {
        List<String> stops = new ArrayList<>();
        Integer canary = job.canary();
        if (canary != null) {
            stops.add("if more than " + limit(job.failThreshold()) + " of the first "
                    + CountText.of(canary, "row fails", "rows fail"));
        }
        FailureRate rate = job.stopIf();
        if (rate != null) {
            stops.add("if " + rate.failures() + " of the last " + CountText.of(rate.rows(), "row")
                    + " that ended failed");
        }
        Integer same = job.stopIfSame();
        if (same != null) {
            stops.add("if " + CountText.of(same, "row fails", "rows in a row fail") + " for one reason");
        }
        return stops;
    }

    private static String limit(FailThreshold threshold) {
        BigDecimal percent = threshold.percent();
        return percent == null ? String.valueOf(threshold.rows()) : percent.toPlainString() + "%";
    }
}
