package dev.darkroom.cli;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.cli.output.JsonOutput;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.ServiceAddress;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.OutputMedium;
import dev.darkroom.models.ServiceSchema;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests a model's inputs from the service and prints them as the schema that a job's {@code models} takes. */
final class ModelFetch {

    private final CommandShell shell;
    private final TokenOption tokenOption;

    ModelFetch(CommandShell shell, TokenOption tokenOption) {
        this.shell = shell;
        this.tokenOption = tokenOption;
    }

    /**
     * Prints the schema on standard output and returns the exit code.
     *
     * @param api the service's base address, null for that of the environment or the vendor's
     */
    int print(String model, @Nullable String api) throws InterruptedException {
        ServiceAddress service = service(api);
        URI base = service.base();
        if (base == null) {
            throw new UsageException(
                    "--fetch asks a service at an address. Start 'darkroom simulator' and give its --api");
        }
        ApiToken token = tokenOption.token(new TokenDestination(service, true), shell);
        ModelResponse response = new ServiceConnector(JsonMapper.shared(), InstantSource.system())
                .connect(base, token)
                .model(model);
        if (response instanceof ModelResponse.ModelKnown known) {
            JsonNode inputs = known.info().inputSchema();
            OutputMedium medium =
                    OutputMedium.of(model, known.info().kind(), known.info().categories(), inputs);
            if (medium != OutputMedium.PICTURE) {
                say(medium.refusal(model) + ": nothing of it would be bought. " + OutputMedium.remedy());
                return ExitCode.USAGE;
            }
            return inputs == null ? refused(model, "it names no inputs") : print(model, inputs);
        }
        if (response instanceof ModelResponse.ModelAccountRefused refused) {
            say("the service refuses this account: " + refused.code() + ": " + refused.message());
            return ExitCode.ACCOUNT;
        }
        ModelResponse.ModelUnclear unclear = (ModelResponse.ModelUnclear) response;
        if (!unclear.lost()) {
            return refused(model, unclear.message());
        }
        say("the service did not answer: " + unclear.message() + ". Try again later");
        return ExitCode.STOPPED;
    }

    private int print(String model, JsonNode inputs) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        given.put("model_id", model);
        given.set("input_schema", inputs);
        try {
            ImageModel known = new ImageModel(ServiceSchema.normalized(given)).compiled();
            JsonOutput.print(known.schema(), shell.out());
            say("save it as a file and name that in the job: models: [FILE]");
            return ExitCode.FINISHED;
        } catch (IllegalArgumentException unusable) {
            return refused(model, "its schema " + unusable.getMessage());
        }
    }

    private int refused(String model, String why) {
        say("the service does not describe the model " + model + ": " + why + ". Check the id on the model's page");
        return ExitCode.USAGE;
    }

    private void say(String message) {
        shell.err().println(SafeText.line(message));
    }

    private ServiceAddress service(@Nullable String api) {
        String given = api == null ? shell.environment().getOrDefault(JobFile.BASE_VARIABLE, "") : api;
        try {
            return ServiceAddress.parse(given.isBlank() ? ServiceAddress.DEFAULT_BASE : given);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("the service's address " + wrong.getMessage());
        }
    }
}
