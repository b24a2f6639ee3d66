package dev.darkroom.ledger.shared;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.DurableText;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.io.Sha256;
import dev.darkroom.ledger.rows.LedgerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The files of runs that any host must have to go on with them, kept in the database; a host's own are copies of these. A
 * file is there whole or not at all, in pieces, since one value of the database is in memory as a whole.
 */
public final class SharedFiles {

    /** The name of a run's stop that no start ends by itself. */
    public static final String STOP = "stop.json";

    /** The name of what the account held before a run and after. */
    public static final String BALANCE = "balance.json";

    private static final int CHUNK_BYTES = 1 << 20;

    private final JdbcClient jdbc;
    private final JdbcTemplate writing;
    private final TransactionTemplate transaction;

    public SharedFiles(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.writing = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Keeps a file of a run under its name, durably, in place of the one that was there.
     *
     * @throws IOException if the file cannot be read
     */
    public void store(String run, Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            store(run, file.getFileName().toString(), bytes);
        }
    }

    private void store(String run, String name, InputStream bytes) throws IOException {
        IOException[] unreadable = {null};
        transaction.executeWithoutResult(status -> {
            try {
                replace(run, name, bytes);
            } catch (IOException e) {
                status.setRollbackOnly();
                unreadable[0] = e;
            }
        });
        if (unreadable[0] != null) {
            throw unreadable[0];
        }
    }

    private void replace(String run, String name, InputStream bytes) throws IOException {
        delete("run = ? and name = ?", run, name);
        MessageDigest digest = Sha256.newDigest();
        long length = 0;
        int number = 0;
        for (byte[] chunk = bytes.readNBytes(CHUNK_BYTES); chunk.length > 0; chunk = bytes.readNBytes(CHUNK_BYTES)) {
            writing.update(
                    "insert into kept_chunk (run, name, number, content) values (?, ?, ?, ?)",
                    run,
                    name,
                    number++,
                    chunk);
            digest.update(chunk);
            length += chunk.length;
        }
        writing.update(
                "insert into kept_file (run, name, bytes, sha256) values (?, ?, ?, ?)",
                run,
                name,
                length,
                Sha256.hex(digest));
    }

    private void delete(String which, Object... values) {
        writing.update("delete from kept_chunk where " + which, values);
        writing.update("delete from kept_file where " + which, values);
    }

    /** Returns the names of the files that are kept of a run. */
    public List<String> names(String run) {
        return jdbc.sql("select name from kept_file where run = ? order by name")
                .param(run)
                .query(String.class)
                .list();
    }

    /**
     * Makes this host's copy of a run's file the one that is kept, by its name; nothing is read where it is so already.
     *
     * @return whether one is kept; where none is, this host's stays as it is
     * @throws IOException if the copy cannot be written
     * @throws LedgerException if what is kept is damaged
     */
    public boolean fetch(String run, Path file) throws IOException {
        String name = file.getFileName().toString();
        Optional<String> kept = sha256(run, name);
        if (kept.isEmpty()) {
            return false;
        }
        if (Files.isRegularFile(file) && Sha256.hex(file).equals(kept.get())) {
            return true;
        }
        Path folder = Objects.requireNonNull(file.getParent(), "a file is in a folder");
        DurableFolders.createPrivate(Objects.requireNonNull(folder.getParent(), "a run's folder is in that of runs"));
        DurableFolders.createPrivate(folder);
        MessageDigest digest = Sha256.newDigest();
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            OutputStream out = files.beginBytes(file, FilePermissions.OWNER_ONLY);
            int number = 0;
            for (byte[] chunk = chunk(run, name, number); chunk.length > 0; chunk = chunk(run, name, ++number)) {
                digest.update(chunk);
                out.write(chunk);
            }
            if (!Sha256.hex(digest).equals(kept.get())) {
                throw new LedgerException("the file " + name + " of the run " + run
                        + " is damaged in the workspace's database: put it back from a backup of that");
            }
            files.replaceAll();
        }
        return true;
    }

    private Optional<String> sha256(String run, String name) {
        return jdbc.sql("select sha256 from kept_file where run = ? and name = ?")
                .params(run, name)
                .query(String.class)
                .optional();
    }

    private byte[] chunk(String run, String name, int number) {
        return jdbc.sql("select content from kept_chunk where run = ? and name = ? and number = ?")
                .params(run, name, number)
                .query((row, index) -> Objects.requireNonNull(row.getBytes("content"), "content is not null"))
                .optional()
                .orElse(new byte[0]);
    }

    /** Deletes all that is kept of a run. */
    public void forget(String run) {
        transaction.executeWithoutResult(status -> delete("run = ?", run));
    }

    /**
     * Returns a text of a run that no other process writes meanwhile: it is read now, and known also while the database is away.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public DurableText heldText(String run, String name) {
        DurableText text = text(run, name);
        try {
            AtomicReference<Optional<byte[]>> known = new AtomicReference<>(text.read());
            return new DurableText() {
                @Override
                public Optional<byte[]> read() {
                    return Objects.requireNonNull(known.get(), "it was read");
                }

                @Override
                public void write(String content) throws IOException {
                    text.write(content);
                    known.set(Optional.of(content.getBytes(StandardCharsets.UTF_8)));
                }

                @Override
                public String toString() {
                    return text.toString();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a text of a run; the run's id is empty for one of the workspace. */
    public DurableText text(String run, String name) {
        return new DurableText() {
            @Override
            public Optional<byte[]> read() throws IOException {
                try {
                    return sha256(run, name).map(kept -> chunk(run, name, 0));
                } catch (DataAccessException e) {
                    throw new IOException(name + " cannot be read from the workspace's database", e);
                }
            }

            @Override
            public void write(String text) throws IOException {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                try {
                    store(run, name, new ByteArrayInputStream(bytes));
                } catch (DataAccessException | TransactionException e) {
                    throw new IOException(name + " cannot be written to the workspace's database", e);
                }
            }

            @Override
            public String toString() {
                return name + (run.isEmpty() ? "" : " of the run " + run) + " in the workspace's database";
            }
        };
    }
}
