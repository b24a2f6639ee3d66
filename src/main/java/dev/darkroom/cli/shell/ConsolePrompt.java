package dev.darkroom.cli.shell;

import dev.darkroom.io.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/** Prompts the person at the terminal. */
public final class ConsolePrompt {

    private ConsolePrompt() {}

    /** Returns the line that was typed, empty at the input's end. */
    public static String ask(CommandShell shell, String text) {
        shell.err().print(SafeText.line(text));
        shell.err().print(' ');
        shell.err().flush();
        String answer = readLine(System.in);
        if (shell.screen() != null) {
            shell.screen().answered();
        }
        return answer;
    }

    /** Reads byte by byte: what is typed ahead is the next one's answer. */
    private static String readLine(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
                line.write(read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(Charset.defaultCharset());
    }
}
