package dev.darkroom.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8, or what a byte order mark says, which it takes off. Bytes that are none are an error, not a question
 * mark; all characters before them are handed out first, so that the reader can say on which line they stand.
 */
final class StrictDecoder extends Reader {

    private final InputStream bytes;
    private final ByteBuffer undecoded = ByteBuffer.allocate(64 * 1024).flip();
    private @Nullable CharsetDecoder decoder;
    private boolean ended;

    StrictDecoder(InputStream bytes) {
        this.bytes = bytes;
    }

    /** @throws CharacterCodingException if the next bytes are no character */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        CharsetDecoder current = decoder;
        if (current == null) {
            current = decoderByMark();
            decoder = current;
        }
        CharBuffer characters = CharBuffer.wrap(target, offset, length);
        while (true) {
            CoderResult result = current.decode(undecoded, characters, ended);
            if (characters.position() > 0) {
                return characters.position();
            }
            if (result.isError()) {
                result.throwException();
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private CharsetDecoder decoderByMark() throws IOException {
        while (!ended && undecoded.remaining() < 3) {
            fill();
        }
        Charset charset = StandardCharsets.UTF_8;
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            undecoded.position(3);
        } else if (startsWith(0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            undecoded.position(2);
        } else if (startsWith(0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            undecoded.position(2);
        }
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private boolean startsWith(int... mark) {
        if (undecoded.remaining() < mark.length) {
            return false;
        }
        for (int index = 0; index < mark.length; index++) {
            if (Byte.toUnsignedInt(undecoded.get(index)) != mark[index]) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        undecoded.compact();
        int count = bytes.read(undecoded.array(), undecoded.position(), undecoded.remaining());
        ended = count < 0;
        undecoded.position(undecoded.position() + Math.max(count, 0)).flip();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
