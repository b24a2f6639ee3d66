package dev.darkroom.jobfile.rules;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The job file's {@code publish}.
 *
 * @param name the template of the published files' names
 * @param mark what published files say of how they were made
 * @param after what is done to pictures before they are published, in this order; of each kind at most one
 */
public record PublishRules(String name, PublishMark mark, List<AfterStep> after) {

    /** What published files say of how they were made. */
    public enum PublishMark {
        /** That they were made with AI. */
        AI,
        /** Nothing that they do not say already. */
        NONE
    }

    public PublishRules {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(mark, "mark is null");
        after = List.copyOf(after);
    }

    /** Returns what is done to a picture, as a text: two files of one picture and equal recipes are equal. */
    public String recipe() {
        return Stream.concat(
                        after.stream().map(AfterStep::message),
                        mark == PublishMark.AI ? Stream.of("mark:ai") : Stream.of())
                .collect(Collectors.joining(" "));
    }
}
