package dev.darkroom.trial;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import dev.darkroom.jobfile.JobOverrides.TrialOptions.PlacedPrompt;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a file with a prompt on each line. Blank lines and those that begin with {@code #} are left out. */
public final class PromptsFile {

    private static final int MAX_BYTES = 1 << 20;
    private static final String COMMENT = "#";

    private PromptsFile() {}

    /**
     * Reads it.
     *
     * @param name the file as the user named it
     * @return the prompts with their lines, of those with the same text the first
     * @throws ManifestException if it cannot be read, or has no prompt
     */
    public static List<PlacedPrompt> read(Path file, String name) throws IOException {
        List<PlacedPrompt> prompts = new ArrayList<>();
        Set<String> known = new HashSet<>();
        int number = 0;
        for (String line : text(file, name).split("\r\n|\r|\n", -1)) {
            number++;
            String prompt = line.strip();
            if (!prompt.isEmpty() && !prompt.startsWith(COMMENT) && known.add(prompt)) {
                prompts.add(new PlacedPrompt(prompt, number));
            }
        }
        if (prompts.isEmpty()) {
            throw refused(name, ErrorCode.BAD_VALUE, "holds no prompt", "Write a prompt on each line");
        }
        return List.copyOf(prompts);
    }

    private static String text(Path file, String name) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw refused(name, ErrorCode.BAD_OPTION, "there is no such file of prompts", "Check what --prompts names");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refused(
                        name,
                        ErrorCode.BAD_OPTION,
                        "a file of prompts has at most 1 MiB",
                        "Name a file with a prompt on each line, not a manifest");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException broken) {
            throw refused(name, ErrorCode.NOT_UTF8, "the file of prompts is not UTF-8", "Save it as UTF-8");
        } catch (FileSystemException unreadable) {
            throw refused(name, ErrorCode.BAD_OPTION, "the file of prompts cannot be read", FailureText.of(unreadable));
        }
    }

    private static ManifestException refused(String name, ErrorCode code, String message, String remedy) {
        return new ManifestException(List.of(new InputProblem(name, 0, null, code, message, remedy, false)));
    }
}
