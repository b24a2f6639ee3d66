package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.rules.LocalPictureRules;
import dev.darkroom.manifest.InputProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads what the job file says of pictures on this disk. */
final class LocalPictureKeys {

    /** The longest that S3 lets an address be valid. */
    private static final Duration MAX_VALIDITY = Duration.ofDays(7);

    /** For clocks that differ, and for a service that fetches a picture again. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final JobValues values;

    LocalPictureKeys(JobValues values) {
        this.values = values;
    }

    /** @param folder the folder that rows' paths are relative to, absolute */
    LocalPictureRules rules(Path folder) {
        return new LocalPictureRules(
                values.find(JobKeys.SOURCES_UPLOAD),
                values.get(JobKeys.SOURCES_DATA_URI),
                values.get(JobKeys.SOURCES_KEEP_UPLOADS),
                folder,
                validity());
    }

    /**
     * Returns the folder of a manifest's pictures where the job does not name one.
     *
     * @param manifest a file, or a pattern of such: its folder is the last one without a sign of a pattern
     */
    static Path folderOf(Path manifest) {
        Path folder = manifest.toAbsolutePath();
        do {
            folder = Objects.requireNonNull(folder.getParent(), "a manifest is in a folder");
        } while (folder.toString().contains("*") || folder.toString().contains("?"));
        return folder;
    }

    /** Returns what is wrong with keys that do not go together. */
    List<InputProblem> problems() {
        List<InputProblem> problems = new ArrayList<>();
        YamlValue upload = values.given(JobKeys.SOURCES_UPLOAD);
        if (upload == null) {
            return problems;
        }
        if (values.get(JobKeys.SOURCES_DATA_URI)) {
            problems.add(upload.place()
                    .problem(
                            ErrorCode.BAD_VALUE,
                            "sources has both upload and data-uri",
                            "Leave one out: upload is the proven way"));
        }
        if (validity().compareTo(MAX_VALIDITY) > 0) {
            problems.add(upload.place()
                    .problem(
                            ErrorCode.BAD_VALUE,
                            "sources.upload signs addresses for 7 days at most, and poll.queue-timeout,"
                                    + " poll.run-timeout, outage-limit and an hour are longer together",
                            "Shorten one of them"));
        }
        return problems;
    }

    private Duration validity() {
        return values.get(JobKeys.POLL_QUEUE_TIMEOUT)
                .plus(values.get(JobKeys.POLL_RUN_TIMEOUT))
                .plus(values.get(JobKeys.OUTAGE_LIMIT))
                .plus(MARGIN);
    }
}
