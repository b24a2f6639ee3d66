package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LogConfiguratorTest {

    @Test
    void logback_finds_it_and_looks_no_further() {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(LogConfigurator.class);
        assertThat(LogConfigurator.class.getAnnotation(ConfiguratorRank.class).value())
                .isEqualTo(ConfiguratorRank.CUSTOM_TOP_PRIORITY);
        assertThat(new LogConfigurator().configure(new LoggerContext()))
                .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    }

    @Test
    void warnings_go_to_the_error_stream_as_harmless_lines_without_traces() {
        String said = said(context -> {
            context.getLogger("dev.darkroom").info("read");
            context.getLogger("dev.darkroom").warn("late\n\u001b[2J", new IllegalStateException("why"));
            context.getLogger("org.springframework.beans").warn("a bean");
            context.getLogger("org.springframework.batch.core").error("a step");
            context.getLogger("com.zaxxer.hikari.pool").info("a pool");
        });

        assertThat(said.lines())
                .satisfiesExactly(
                        late -> assertThat(late).startsWith("WARN: late").doesNotContain("\u001b"),
                        bean -> assertThat(bean).isEqualTo("WARN: a bean"));
    }

    private static String said(Consumer<LoggerContext> logging) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            LoggerContext context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            new LogConfigurator().configure(context);
            logging.accept(context);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
