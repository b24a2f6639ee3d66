package dev.darkroom.jobfile;

import java.util.List;

/** The job file's keys as the table in {@code docs/job-file.md} must list them. */
public final class DocumentedKeys {

    private DocumentedKeys() {}

    /** Returns one line of Markdown for each key: name, default, what it takes, meaning. */
    public static List<String> tableLines() {
        return JobKeys.ALL.stream().map(DocumentedKeys::line).toList();
    }

    private static String line(JobKey<?> key) {
        return "| `" + key.name() + "` | " + escaped(standard(key)) + " | "
                + escaped(key.type().message()) + " | " + key.meaning() + " |";
    }

    private static String escaped(String cell) {
        return cell.replace("|", "\\|");
    }

    private static String standard(JobKey<?> key) {
        return key.value() == null ? key.standard() : "`" + key.value() + "`";
    }
}
