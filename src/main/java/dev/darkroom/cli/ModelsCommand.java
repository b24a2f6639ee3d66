package dev.darkroom.cli;

import dev.darkroom.cli.output.JsonOutput;
import dev.darkroom.cli.output.ModelDocument;
import dev.darkroom.cli.output.ModelText;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.values.ModelIdCandidates;
import dev.darkroom.job.ExitCode;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the known models, or tells all about one. */
@Command(name = "models", description = "The known models; one model's inputs with limits and defaults.")
final class ModelsCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            completionCandidates = ModelIdCandidates.class,
            description = "The id of the model to tell all about.")
    private @Nullable String model;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = "--fetch",
            description =
                    "Ask the service for MODEL, known or not, and print its inputs as the JSON Schema that the job "
                            + "file's models takes.")
    private boolean fetch;

    @Option(names = "--api", paramLabel = "URL", description = "With --fetch: the service's base address.")
    private @Nullable String api;

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    ModelsCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        ModelCatalog catalog = ModelCatalog.builtIn();
        String wanted = model;
        if (fetch) {
            if (wanted == null) {
                throw new ParameterException(spec.commandLine(), "--fetch needs the id of a MODEL");
            }
            return new ModelFetch(shell, tokenOption).print(wanted, api);
        }
        if (wanted == null) {
            list(catalog.all());
        } else {
            one(catalog.find(wanted).orElseThrow(() -> unknown(wanted, catalog)));
        }
        return ExitCode.FINISHED;
    }

    private void list(List<ImageModel> models) {
        if (json) {
            JsonOutput.print(ModelDocument.list(models), shell.out());
            return;
        }
        ModelText.list(models).forEach(shell.out()::println);
    }

    private void one(ImageModel known) {
        if (json) {
            JsonOutput.print(ModelDocument.of(known), shell.out());
            return;
        }
        ModelText.of(known).forEach(shell.out()::println);
    }

    private ParameterException unknown(String id, ModelCatalog catalog) {
        return new ParameterException(
                spec.commandLine(), "The model " + id + " is not known. " + catalog.insteadOf(id));
    }
}
