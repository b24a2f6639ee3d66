package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays whole runs at a service whose price is for something else than a picture, or not what it bills. */
class PricedRunIT {

    private static final String DEAR = "[[fault:result-dear]]";
    private static final String LATE = "[[fault:result-late-cost]]";
    private static final String UNTOLD = "[[fault:result-no-cost]]";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "second, max-cost: 5, budget.max-cost cannot be kept, budget.max-cost",
        "megapixel, per-month: 5, budget.per-month cannot be kept, budget.per-month"
    })
    void a_limit_without_a_price_of_a_picture_buys_nothing(String unit, String limit, String refusal, String key)
            throws IOException {
        JobScene scene = scene(unit, limit, 10);

        RunResult refused = scene.run();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.summary().stopReason())
                .isEqualTo("refused: " + refusal + ": the service prices " + JobScene.FLASH + " per " + unit
                        + ", not per output. Set budget.price to what an output costs at most, or leave " + key
                        + " out");
        assertThat(refused.summary().requests().submitted()).isZero();
        assertThat(refused.summary().count(RowStatus.PENDING)).isEqualTo(10);

        scene.replace("budget: { ", "budget: { price: 0.02, ");
        RunResult bought = scene.run();
        assertThat(bought.exitCode()).isZero();
        assertThat(bought.summary().run()).isEqualTo(refused.summary().run());
        assertThat(bought.summary().requests().submitted()).isEqualTo(10);
    }

    @Test
    void the_dearest_cost_seen_is_reserved_and_said_and_ends_the_run_before_the_limit() throws IOException {
        JobScene scene = scene("second", "price: 0.02, max-cost: 0.10", 8, DEAR)
                .replace("max-in-flight: 16", "max-in-flight: 1");

        RunResult stopped = scene.run();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.summary().requests().submitted()).isEqualTo(2);
        assertThat(stopped.summary().cost().spentUsd()).isEqualByComparingTo("0.06");
        assertThat(stopped.summary().stopReason())
                .startsWith("budget: the next purchase, 0.045 USD, would exceed the budget of 0.10 USD");
        assertThat(Files.readString(stopped.output().resolve("run.log")))
                .contains("reserving 0.045 USD for an output of " + JobScene.FLASH
                        + ", the dearest cost seen: it exceeds the price of 0.02 USD");
    }

    @Test
    void costs_told_late_or_never_are_asked_for_once_at_no_charge_and_all_sums_agree() throws IOException {
        RunResult result = scene("megapixel", "price: 0.02, max-cost: 5", 12, LATE, LATE, UNTOLD, DEAR)
                .run();

        assertThat(result.exitCode()).isZero();
        assertThat(result.summary().requests().submitted()).isEqualTo(12);
        assertThat(Files.readString(result.output().resolve("run.log")))
                .contains("the service has named the cost of 2 rows more");
        List<BigDecimal> costs = JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line).path("cost_usd").decimalValue())
                .toList();
        assertThat(costs).extracting(BigDecimal::doubleValue).startsWith(0.015, 0.015);
        // Its price, or what the dear one has cost if that was known by then.
        assertThat(costs.get(2).doubleValue()).isIn(0.02, 0.045);
        // What the books say, and not what was reserved.
        assertThat(costs.get(3)).isEqualByComparingTo("0.045");
        assertThat(costs.subList(4, 12)).allSatisfy(cost -> assertThat(cost).isEqualByComparingTo("0.015"));
        BigDecimal sum = costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(result.summary().cost().spentUsd()).isEqualByComparingTo(sum);
        JsonNode onDisk =
                JsonMapper.shared().readTree(Files.readString(result.output().resolve("summary.json")));
        assertThat(onDisk.path("cost").path("spent_usd").decimalValue()).isEqualByComparingTo(sum);
        assertThat(value(result, "report/totals.csv", "spent_usd,")).isEqualByComparingTo(sum);
        assertThat(new BigDecimal(
                        lineOf(result, "report/by-model.csv", JobScene.FLASH).split(",")[3]))
                .isEqualByComparingTo(sum);
        assertThat(Files.readString(result.output().resolve("report.html")))
                .contains("\"spent\":" + sum.stripTrailingZeros().toPlainString());
    }

    private static BigDecimal value(RunResult result, String file, String name) throws IOException {
        return new BigDecimal(lineOf(result, file, name).substring(name.length()));
    }

    private static String lineOf(RunResult result, String file, String begin) throws IOException {
        return JobScene.lines(result, file).stream()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElseThrow();
    }

    /** @param marks of the first prompts, one each */
    private JobScene scene(String unit, String budget, int rows, String... marks) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        Stream<String> prompts = IntStream.range(0, rows)
                .mapToObj(row -> "make it red " + row + (row < marks.length ? " " + marks[row] : ""));
        prompts.forEach(prompt -> lines.add("r" + lines.size() + "," + prompt + ",https://shop.example/1.jpg"));
        return new JobScene(folder)
                .file("manifest.csv", lines.toArray(String[]::new))
                .job("budget: { " + budget + " }")
                .replace("service-time: 10ms", "service-time: 10ms, faults: { model-per-" + unit + ": { share: 1 } }");
    }
}
