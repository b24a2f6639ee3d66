package dev.darkroom.manifest;

import dev.darkroom.io.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Hashes the files of a manifest while they are read, each to its last byte, whatever of it was read. A single file's hash
 * is the SHA-256 of its bytes; that of several is the one of their hashes, a line each in the order in which they were
 * read. Not thread-safe.
 */
public final class ContentDigest implements ManifestBytes {

    private static final int BUFFER = 64 * 1024;

    private final ManifestBytes source;
    private final List<String> hashes = new ArrayList<>();

    public ContentDigest(ManifestBytes source) {
        this.source = source;
    }

    @Override
    public InputStream of(Manifest file) throws IOException {
        return new HashedInput(source.of(file), Sha256.newDigest());
    }

    /** Returns the hash of the files that were closed, 64 hex digits. */
    public String hex() {
        return hashes.size() == 1 ? hashes.get(0) : Sha256.hex(String.join("\n", hashes));
    }

    /** Reads what is left when it is closed. */
    private final class HashedInput extends DigestInputStream {

        private boolean closed;

        private HashedInput(InputStream in, MessageDigest digest) {
            super(new BufferedInputStream(in, BUFFER), digest);
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try {
                transferTo(OutputStream.nullOutputStream());
            } finally {
                super.close();
            }
            hashes.add(Sha256.hex(getMessageDigest()));
        }
    }
}
