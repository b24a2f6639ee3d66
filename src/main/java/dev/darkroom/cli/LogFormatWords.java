package dev.darkroom.cli;

import java.util.Arrays;
import java.util.Iterator;

/** The words of the log's formats, as the shell may offer them. */
final class LogFormatWords implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(LogFormat.values()).map(LogFormat::word).iterator();
    }
}
