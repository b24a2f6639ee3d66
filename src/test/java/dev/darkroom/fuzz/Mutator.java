package dev.darkroom.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Breaks whole inputs: cuts, doubles and overwrites pieces of them, joins two, and puts in what readers stumble over.
 * Equal chance makes equal inputs.
 */
public final class Mutator {

    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_CHANGES = 6;
    private static final int MAX_PIECE = 40;

    /** What has been misread in some format before. */
    private static final List<String> WORDS = List.of(
            "\0",
            "\n",
            "\r",
            "\r\n",
            "\t",
            " ",
            "\u00a0",
            "\u0085",
            "\u2028",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\u0660\u0661",
            "\ud83c\udf89",
            "\u0130",
            "e\u0301",
            "\"",
            "\"\"",
            "\\\"",
            "\\",
            "\\ud83c",
            "\\u0000",
            "'",
            ",",
            ";",
            "|",
            ":",
            ": ",
            "#",
            "- ",
            "?",
            "=",
            "&a",
            "*a",
            "<<",
            "!!int",
            "%",
            "%00",
            "&amp;",
            "{",
            "}",
            "[",
            "]",
            "{{",
            "}}",
            "{}",
            "[]",
            "null",
            "true",
            "-0",
            "1e999999999",
            "0x10",
            "NaN",
            ".inf",
            "9".repeat(400),
            "x".repeat(3_000),
            "[".repeat(500),
            "{\"a\":".repeat(100),
            "a,".repeat(700));

    private final List<byte[]> seeds;
    private final List<byte[]> words;

    /** @param own words of the format, besides those that trouble every reader */
    public Mutator(List<byte[]> seeds, String... own) {
        this.seeds = List.copyOf(seeds);
        List<byte[]> bytes = new ArrayList<>();
        Stream.concat(WORDS.stream(), Arrays.stream(own)).forEach(word -> bytes.add(utf8(word)));
        bytes.add(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0xbc});
        bytes.add(new byte[] {(byte) 0xff, (byte) 0xfe});
        bytes.add(new byte[] {(byte) 0xc3});
        this.words = List.copyOf(bytes);
    }

    /** Makes one of texts. */
    public static Mutator ofTexts(List<String> seeds, String... own) {
        return new Mutator(seeds.stream().map(Mutator::utf8).toList(), own);
    }

    /** Reads an input that did not come through once, of those beside this class. */
    public static byte[] sample(String name) {
        try (InputStream file = Mutator.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Makes the next input. */
    public byte[] bytes(RandomGenerator random) {
        byte[] input = any(seeds, random);
        for (int left = random.nextInt(MAX_CHANGES + 1); left > 0; left--) {
            input = changed(input, random);
        }
        return input.length > MAX_BYTES ? Arrays.copyOf(input, MAX_BYTES) : input;
    }

    private byte[] changed(byte[] input, RandomGenerator random) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + random.nextInt(MAX_PIECE));
        return switch (random.nextInt(8)) {
            case 0 -> joined(input, at, flipped(input, at, end, random), end);
            case 1 -> joined(input, at, new byte[0], end);
            case 2 -> joined(input, at, Arrays.copyOfRange(input, at, end), at);
            case 3 -> joined(input, at, any(words, random), end);
            case 4 -> Arrays.copyOf(input, at);
            case 5 -> joined(input, at, any(seeds, random), input.length);
            default -> joined(input, at, any(words, random), at);
        };
    }

    private static byte[] flipped(byte[] input, int from, int to, RandomGenerator random) {
        byte[] piece = Arrays.copyOfRange(input, from, to);
        if (piece.length > 0) {
            piece[random.nextInt(piece.length)] = (byte) random.nextInt(256);
        }
        return piece;
    }

    private static byte[] joined(byte[] input, int head, byte[] piece, int tail) {
        byte[] joined = Arrays.copyOf(input, head + piece.length + input.length - tail);
        System.arraycopy(piece, 0, joined, head, piece.length);
        System.arraycopy(input, tail, joined, head + piece.length, input.length - tail);
        return joined;
    }

    private static byte[] any(List<byte[]> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
