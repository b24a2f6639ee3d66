package dev.darkroom.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import dev.darkroom.fuzz.PlacedProblems;
import dev.darkroom.manifest.ManifestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions broken in every way: each line is one about a row, or said to be none. */
class DecisionsFuzzIT {

    private static final Mutator TABLES = Mutator.ofTexts(
            List.of(
                    "run,id,decision,note,line,request_id,input_key\n"
                            + "night-1,A-1,approved,,2,request-1,ab12\n"
                            + "night-1,A-2,rejected,\"prompt: a \"\"red\"\" cup\",3,request-2,cd34\n",
                    "\ufeffid;decision;note;line\r\n00123;no;too dark;2\r\n'=A-2;yes;;1,23E+02\r\n",
                    "sep=\t\nid\tdecision\n\"A\n1\"\tOK\n"),
            "id,decision\n",
            "prompt:",
            "1.20E+06",
            "1e-999999999",
            "approved",
            "rejected");

    @TempDir
    private Path folder;

    @Test
    void no_text_makes_the_reader_fall() {
        Path file = folder.resolve("decisions.csv");
        FuzzCases.each(TABLES, text -> {
            Files.write(file, text);
            try {
                List<DecisionLine> decisions = DecisionsFile.read(file, "decisions.csv", "night-1", "");
                assertThat(decisions).hasSizeLessThanOrEqualTo(text.length);
                for (DecisionLine decision : decisions) {
                    assertThat(decision.at()).isBetween(2L, text.length + 1L);
                    assertThat(decision.id()).isNotEmpty();
                }
            } catch (ManifestException refused) {
                new PlacedProblems("decisions.csv", text).check(refused.problems());
            }
        });
    }
}
