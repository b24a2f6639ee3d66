package dev.darkroom.workbook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the texts that a workbook's cells share as UTF-8 one behind the other, since there may be a million of them. */
final class SharedTexts {

    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];
    private int size;

    /** Reads the part of the texts. */
    static SharedTexts read(XmlPart part) throws IOException {
        SharedTexts texts = new SharedTexts();
        while (part.next()) {
            if (part.starts("si")) {
                texts.add(RichText.read(part, "si"));
            }
        }
        return texts;
    }

    /** Returns no texts. */
    static SharedTexts none() {
        return new SharedTexts();
    }

    private void add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int start = size == 0 ? 0 : ends[size - 1];
        if (start + (long) encoded.length > Integer.MAX_VALUE - 16) {
            throw WorkbookException.tooLarge(0, "the workbook holds more than 2 GB of text");
        }
        if (start + encoded.length > bytes.length) {
            long doubled = Math.max(bytes.length * 2L, start + (long) encoded.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(doubled, 1024), Integer.MAX_VALUE - 16));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(64, size * 2));
        }
        System.arraycopy(encoded, 0, bytes, start, encoded.length);
        ends[size] = start + encoded.length;
        size++;
    }

    /** @throws WorkbookException if there is no such text */
    String get(int index, long row) {
        if (index < 0 || index >= size) {
            throw WorkbookException.damaged(row);
        }
        int start = index == 0 ? 0 : ends[index - 1];
        return new String(bytes, start, ends[index] - start, StandardCharsets.UTF_8);
    }
}
