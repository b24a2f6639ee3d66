package dev.darkroom.ledger.history;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Goes through what is read page by page. A page is in memory at a time, and the next one, which is read meanwhile: reading
 * takes about as long as what is done with it. Not thread-safe.
 */
final class PageIterator<T> implements Iterator<T> {

    private final LongFunction<List<T>> reader;
    private final ToLongFunction<T> key;
    private Iterator<T> page;
    private CompletableFuture<List<T>> ahead;

    /**
     * @param after the row key to start behind
     * @param reader reads whole rows behind a row key, on whatever thread; nothing if there are no more
     * @param key the row key of what it read
     */
    PageIterator(long after, LongFunction<List<T>> reader, ToLongFunction<T> key) {
        this.reader = reader;
        this.key = key;
        List<T> first = reader.apply(after);
        this.page = first.iterator();
        this.ahead = behind(first);
    }

    private CompletableFuture<List<T>> behind(List<T> rows) {
        if (rows.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        long last = key.applyAsLong(rows.get(rows.size() - 1));
        return CompletableFuture.supplyAsync(() -> reader.apply(last));
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext()) {
            List<T> next = read(ahead);
            page = next.iterator();
            ahead = behind(next);
        }
        return page.hasNext();
    }

    private static <T> List<T> read(CompletableFuture<List<T>> page) {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException unreadable ? unreadable : e;
        }
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the run has no more of it");
        }
        return page.next();
    }
}
