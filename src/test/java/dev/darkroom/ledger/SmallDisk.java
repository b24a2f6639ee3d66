package dev.darkroom.ledger;

import dev.darkroom.io.ReservedSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on a disk that is shared with a reserve and has little room besides: it takes half a line, if need be. */
final class SmallDisk extends FileChannel {

    private final FileChannel file;
    private final Path reserve;
    private long room;

    /** @param room for the file, in bytes, besides what the reserve gives up */
    SmallDisk(Path file, Path reserve, long room) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.reserve = reserve;
        this.room = room;
    }

    /** Makes room, as somebody may. */
    void free(long bytes) {
        room += bytes;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        long kept = Files.exists(reserve) ? Files.size(reserve) : 0;
        long left = room + ReservedSpace.BYTES - kept - file.position();
        if (left <= 0) {
            throw new IOException("No space left on device");
        }
        int most = (int) Math.min(left, bytes.remaining());
        ByteBuffer part = bytes.slice().limit(most);
        bytes.position(bytes.position() + most);
        return file.write(part);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public int read(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer bytes, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer bytes, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
