package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.FaultPoint;
import dev.darkroom.simulator.faults.RuleKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds docs/simulator.md to what the simulator does: neither names what the other does not have. */
class SimulatorPageTest {

    private final List<String> lines;

    SimulatorPageTest() throws IOException {
        lines = Files.readAllLines(Path.of("docs/simulator.md"));
    }

    @Test
    void every_fault_is_listed_under_its_call_in_order_with_what_a_client_sees() {
        List<String> expected = new ArrayList<>();
        for (FaultPoint moment : FaultPoint.values()) {
            String title = moment.title();
            expected.add("### " + title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1));
            Arrays.stream(FaultKind.values())
                    .filter(fault -> fault.moment() == moment)
                    .forEach(fault -> expected.add("| `" + fault.keyword() + "` | " + fault.meaning() + " |"));
        }

        List<String> listed = lines.stream()
                .dropWhile(line -> !line.equals("## The faults"))
                .filter(line -> line.startsWith("### ") || line.startsWith("| `"))
                .toList();
        assertThat(listed).containsExactlyElementsOf(expected);
    }

    @Test
    void every_key_of_a_rule_is_listed() {
        String keys = String.join("\n", table("| key |"));

        assertThat(RuleKey.values()).allSatisfy(key -> assertThat(keys).contains("`" + key.keyword() + "`"));
    }

    private List<String> table(String head) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
