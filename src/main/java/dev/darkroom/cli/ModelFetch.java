package dev.darkroom.cli;

import dev.darkroom.api.ModelAnswer;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.api.Token;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.Service;
import dev.darkroom.models.Model;
import dev.darkroom.models.ServiceSchema;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks the service for a model's inputs and prints them as the schema that a job's {@code models} takes. */
final class ModelFetch {

    private final Shell shell;
    private final TokenOption tokenOption;

    ModelFetch(Shell shell, TokenOption tokenOption) {
        this.shell = shell;
        this.tokenOption = tokenOption;
    }

    /**
     * Prints the schema on standard output and returns the exit code.
     *
     * @param api the service's base address, null for that of the environment or the vendor's
     */
    int print(String model, @Nullable String api) throws InterruptedException {
        Service service = service(api);
        URI base = service.base();
        if (base == null) {
            throw new UsageException(
                    "--fetch asks a service at an address. Start 'darkroom simulator' and give its --api");
        }
        Token token = tokenOption.token(new TokenDestination(service, true), shell);
        ModelAnswer answer = new ServiceConnector(JsonMapper.shared(), InstantSource.system())
                .connect(base, token)
                .model(model);
        if (answer instanceof ModelAnswer.Known known) {
            JsonNode inputs = known.info().inputSchema();
            return inputs == null ? refused(model, "it names no inputs") : print(model, inputs);
        }
        if (answer instanceof ModelAnswer.AccountRefused refused) {
            say("the service refuses this account: " + refused.code() + ": " + refused.words());
            return ExitCode.ACCOUNT;
        }
        ModelAnswer.Unclear unclear = (ModelAnswer.Unclear) answer;
        if (!unclear.lost()) {
            return refused(model, unclear.words());
        }
        say("the service did not answer: " + unclear.words() + ". Try again later");
        return ExitCode.STOPPED;
    }

    private int print(String model, JsonNode inputs) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        given.put("model_id", model);
        given.set("input_schema", inputs);
        try {
            Model known = new Model(ServiceSchema.normalized(given)).compiled();
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

    private void say(String words) {
        shell.err().println(SafeText.line(words));
    }

    private Service service(@Nullable String api) {
        String given = api == null ? shell.environment().getOrDefault(JobFile.BASE_VARIABLE, "") : api;
        try {
            return Service.parse(given.isBlank() ? Service.DEFAULT_BASE : given);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("the service's address " + wrong.getMessage());
        }
    }
}
