package dev.darkroom.sourcelook;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.LockedFilePolicy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what was seen of sources in a file, a JSON object a line, packed. It is replaced whole. */
final class LookFile {

    private final Path file;
    private final JsonMapper json;

    LookFile(Path file) {
        this.file = file;
        this.json = JsonMapper.shared();
    }

    /** Reads all that is there; a file that is missing holds nothing. */
    LookedSources read() throws IOException {
        LookedSources sources = new LookedSources();
        if (!Files.exists(file)) {
            return sources;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 64 << 10), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LookLine read = json.readValue(line, LookLine.class);
                String address = read.address();
                LookedSource source = read.source();
                if (address == null || source == null) {
                    throw new IOException(damage("a line lacks its address or what was seen"));
                }
                sources.putKey(address, source);
            }
        } catch (JacksonException damaged) {
            throw new IOException(damage(String.valueOf(damaged.getOriginalMessage())), damaged);
        }
        return sources;
    }

    private String damage(String message) {
        return "the file " + file + " is damaged: " + message + ". Delete it to have the sources looked at again";
    }

    void write(LookedSources sources) throws IOException {
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            GZIPOutputStream packed =
                    new GZIPOutputStream(files.beginBytes(file, FilePermissions.OWNER_ONLY), 64 << 10);
            Writer out = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8));
            for (Map.Entry<String, LookedSource> source : sources.all().entrySet()) {
                out.write(json.writeValueAsString(new LookLine(source.getKey(), source.getValue())));
                out.write('\n');
            }
            out.flush();
            packed.finish();
            files.replaceAll();
        }
    }

    /** @param address the address's hash */
    private record LookLine(
            @Nullable String address, @Nullable LookedSource source) {}
}
