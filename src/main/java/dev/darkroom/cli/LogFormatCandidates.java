package dev.darkroom.cli;

import dev.darkroom.cli.terminal.LogFormat;
import java.util.Arrays;
import java.util.Iterator;

/** The keywords of the log's formats, as the shell may offer them. */
final class LogFormatCandidates implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(LogFormat.values()).map(LogFormat::keyword).iterator();
    }
}
