package dev.darkroom.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures the parts of a row's way by themselves, each in a JVM of its own, with JMH. */
final class PartBenchmarks {

    private final BenchSettings settings;

    PartBenchmarks(BenchSettings settings) {
        this.settings = settings;
    }

    /** Returns the average time of each, in microseconds, with half the width of its 99.9 % interval. */
    ObjectNode measure() throws RunnerException {
        Options options = new OptionsBuilder()
                .include("dev\\.darkroom\\.bench\\..*Benchmark\\..*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(settings.seconds())
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-Xmx512m", "-Djava.awt.headless=true")
                .shouldFailOnError(true)
                .output(settings.folder().resolve("jmh.txt").toString())
                .build();
        ObjectNode figures = JsonMapper.shared().createObjectNode();
        for (RunResult run : new Runner(options).run()) {
            figures.set(name(run), figures(run.getPrimaryResult()));
        }
        return figures;
    }

    private static String name(RunResult run) {
        String benchmark = run.getParams().getBenchmark();
        StringBuilder name = new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.') + 1));
        run.getParams()
                .getParamsKeys()
                .forEach(key -> name.append('_').append(run.getParams().getParam(key)));
        return name.toString();
    }

    private static ObjectNode figures(Result<?> result) {
        ObjectNode figures = JsonMapper.shared().createObjectNode();
        figures.put("us", result.getScore());
        if (!Double.isNaN(result.getScoreError())) {
            figures.put("us_error", result.getScoreError());
        }
        return figures;
    }
}
