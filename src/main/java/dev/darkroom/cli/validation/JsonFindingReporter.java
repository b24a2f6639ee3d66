package dev.darkroom.cli.validation;

import dev.darkroom.cli.output.JsonOutput;
import dev.darkroom.manifest.InputProblem;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Reports findings for a program: one JSON document, written as they come, so that no manifest is too long for it. */
public final class JsonFindingReporter implements FindingReporter {

    /** The version of the format; see docs/programs.md. */
    private static final int FORMAT = 1;

    private final PrintWriter out;
    private final JsonGenerator json;

    /**
     * @param job the job file as the user named it
     * @param manifest the manifest as problems name it; null if the job file does not tell
     */
    public JsonFindingReporter(PrintWriter out, String job, @Nullable String manifest) {
        this.out = out;
        json = JsonOutput.generator(out);
        json.writeStartObject();
        json.writeNumberProperty("format", FORMAT);
        json.writeStringProperty("job", job);
        json.writeStringProperty("manifest", manifest);
        json.writeArrayPropertyStart("problems");
    }

    @Override
    public void ofJob(InputProblem problem) {
        write(problem);
    }

    @Override
    public void ofRow(InputProblem problem) {
        write(problem);
    }

    @Override
    public void end(ValidationSummary verdict) {
        json.writeEndArray();
        json.writeNumberProperty("rows", verdict.rows());
        json.writeNumberProperty("valid", verdict.valid());
        json.writeNumberProperty("invalid", verdict.invalid());
        json.writeNumberProperty("warnings", verdict.warnings());
        json.writeNumberProperty("unreachable_urls", verdict.urls().unreachable());
        json.writeNumberProperty("picture_urls", verdict.urls().begun());
        json.writeNumberProperty("unchecked_urls", verdict.urls().unchecked());
        json.writeObjectPropertyStart("source_traits");
        verdict.traits().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
        json.close();
        out.println();
    }

    private void write(InputProblem problem) {
        json.writeStartObject();
        json.writeStringProperty("file", problem.file());
        if (problem.line() == 0) {
            json.writeNullProperty("line");
        } else {
            json.writeNumberProperty("line", problem.line());
        }
        json.writeStringProperty("column", problem.column());
        json.writeStringProperty("code", problem.code());
        json.writeStringProperty("message", problem.message());
        json.writeStringProperty("remedy", problem.remedy());
        json.writeBooleanProperty("warning", problem.warning());
        json.writeEndObject();
    }
}
