package dev.darkroom.sources;

import dev.darkroom.fetch.HttpValidators;
import dev.darkroom.ledger.history.ObservedSource;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query whether a source picture has changed since something was made of it.
 *
 * @param url its address
 * @param seen what its host told of it then, null if it was not checked
 * @param boughtAt when it was made use of: what was changed later is another picture
 */
public record SourceChangeQuery(String url, @Nullable ObservedSource seen, Instant boughtAt) {

    public SourceChangeQuery {
        Objects.requireNonNull(url, "url is null");
        Objects.requireNonNull(boughtAt, "boughtAt is null");
    }

    /** Returns the verdict that follows from the host's answer of today. */
    SourceVerdict answer(HttpValidators now) {
        return seen == null ? sincePurchase(now) : since(seen, now);
    }

    private SourceVerdict since(ObservedSource then, HttpValidators now) {
        if (then.etag() != null && now.etag() != null) {
            return strong(then.etag()).equals(strong(now.etag()))
                    ? SourceVerdict.same("the same ETag")
                    : SourceVerdict.changed("another ETag, " + now.etag() + " instead of " + then.etag());
        }
        boolean dated = then.lastModified() != null && now.lastModified() != null;
        if (dated && !Objects.equals(then.lastModified(), now.lastModified())) {
            return SourceVerdict.changed("last modified " + now.lastModified() + " instead of " + then.lastModified());
        }
        if (then.bytes() != null && now.bytes() != null && !then.bytes().equals(now.bytes())) {
            return SourceVerdict.changed(now.bytes() + " bytes instead of " + then.bytes());
        }
        if (dated) {
            return SourceVerdict.same("last modified at the same time");
        }
        if (then.bytes() != null && now.bytes() != null) {
            return SourceVerdict.same("the same size");
        }
        return sincePurchase(now);
    }

    private SourceVerdict sincePurchase(HttpValidators now) {
        Instant changed = now.changed();
        if (changed == null) {
            return SourceVerdict.unavailable("its host does not say when it was changed");
        }
        return changed.isAfter(boughtAt)
                ? SourceVerdict.changed("last modified " + now.lastModified() + ", after the purchase")
                : SourceVerdict.same("last modified before the purchase");
    }

    /**
     * Returns the strong form of a validator: the same picture may be told with a weak one once and a strong one at
     * another time.
     */
    private static String strong(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }
}
