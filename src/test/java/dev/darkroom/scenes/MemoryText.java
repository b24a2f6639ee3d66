package dev.darkroom.scenes;

import dev.darkroom.io.DurableText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text that is kept in memory. */
public final class MemoryText implements DurableText {

    private @Nullable String content;

    @Override
    public Optional<byte[]> read() {
        return Optional.ofNullable(content).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(String text) {
        content = text;
    }

    @Override
    public String toString() {
        return "a text in memory";
    }
}
