package dev.darkroom.download;

import dev.darkroom.io.Sha256;

/**
 * Knows whose row each file's name is. Keeps 64 bits of each name's hash and the row's number: 25 MB for a million files.
 * Thread-safe.
 */
final class PictureOwners {

    private long[] hashes = new long[1024];
    private int[] rows = new int[1024];
    private int size;

    /** Takes a name for a row, and returns whose it is: another row's number if that had it before. */
    int claim(String name, int row) {
        return claim(hash(name), row);
    }

    private synchronized int claim(long hash, int row) {
        int slot = slot(hash, hashes);
        if (hashes[slot] == hash) {
            return rows[slot];
        }
        hashes[slot] = hash;
        rows[slot] = row;
        size++;
        if (size > hashes.length / 2) {
            grow();
        }
        return row;
    }

    private void grow() {
        long[] largerHashes = new long[hashes.length * 2];
        int[] largerRows = new int[largerHashes.length];
        for (int index = 0; index < hashes.length; index++) {
            if (hashes[index] != 0) {
                int slot = slot(hashes[index], largerHashes);
                largerHashes[slot] = hashes[index];
                largerRows[slot] = rows[index];
            }
        }
        hashes = largerHashes;
        rows = largerRows;
    }

    private static int slot(long hash, long[] table) {
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** Returns a hash that is never zero, which marks a free slot. */
    private static long hash(String name) {
        long hash = Sha256.first64Bits(name);
        return hash == 0 ? 1 : hash;
    }
}
