package dev.darkroom.simulator.faults;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the faults that a prompt requests by itself, as <code>[[fault:job-failed]]</code>. What is wrong with the job
 * stays so; what is wrong with a call is so the first time only, so that a client that may repeat it gets through.
 */
public final class PromptMarks {

    private static final Pattern MARK = Pattern.compile("\\[\\[fault:([^\\[\\]]*)]]");

    private PromptMarks() {}

    static boolean strikes(FaultKind fault, FaultContext occasion) {
        boolean due = fault.moment().lasting() || occasion.time() == 1;
        return due && requestedFaults(occasion.prompt()).contains(fault);
    }

    /** @throws IllegalArgumentException if a mark names no fault */
    public static Set<FaultKind> requestedFaults(String prompt) {
        Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
        if (!prompt.contains("[[fault:")) {
            return faults;
        }
        Matcher mark = MARK.matcher(prompt);
        while (mark.find()) {
            faults.add(FaultKind.named(mark.group(1).strip()));
        }
        return faults;
    }
}
