package dev.darkroom.faults;

import dev.darkroom.faults.FaultLine.ExpectedEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The result of a start.
 *
 * @param rows in the manifest's order
 * @param output where the pictures lie
 */
record PlayedRun(List<Row> rows, int exitCode, Path output) {

    /** @param bought how many purchases the service has accepted */
    ExpectedEnd ending(int bought) {
        Map<String, Long> states =
                rows.stream().collect(Collectors.groupingBy(Row::state, TreeMap::new, Collectors.counting()));
        return new ExpectedEnd(states, bought, exitCode);
    }

    /**
     * A row.
     *
     * @param state its status, with the code of its reason if it has one, such as {@code unknown NO_ANSWER}
     * @param files below the output directory
     */
    record Row(String state, List<String> files) {

        boolean isPictured() {
            return state.equals("succeeded");
        }
    }
}
