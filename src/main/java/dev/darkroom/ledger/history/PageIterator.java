package dev.darkroom.ledger.history;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Goes through what is read page by page, a page in memory at a time. Not thread-safe. */
final class PageIterator<T> implements Iterator<T> {

    private final LongFunction<List<T>> reader;
    private final ToLongFunction<T> key;
    private Iterator<T> page;
    private long after;

    /**
     * @param after the row key to start behind
     * @param reader reads whole rows behind a row key; nothing if there are no more
     * @param key the row key of what it read
     */
    PageIterator(long after, LongFunction<List<T>> reader, ToLongFunction<T> key) {
        this.reader = reader;
        this.key = key;
        this.after = after;
        this.page = reader.apply(after).iterator();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext()) {
            page = reader.apply(after).iterator();
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the run has no more of it");
        }
        T next = page.next();
        after = key.applyAsLong(next);
        return next;
    }
}
