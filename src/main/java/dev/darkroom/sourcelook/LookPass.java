package dev.darkroom.sourcelook;

import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.SourceProbe;
import dev.darkroom.io.CountText;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.picture.LocalPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at the sources of a manifest's rows: each address once, unless it was looked at lately. Used once. */
public final class LookPass {

    /** So many are looked at unasked: about what the time for it suffices for. */
    public static final int MAX_UNASKED = 20_000;

    private static final Duration MAX_UNASKED_TIME = Duration.ofMinutes(5);
    private static final Duration MAX_TIME = Duration.ofMinutes(30);

    private static final String NEARBY = "the service is on this machine; sources.look: always looks at them";

    /** The timeout of each answer of a host that has a picture. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final LookRules rules;
    private final AddressPolicy policy;
    private final boolean loopback;
    private final FileLook files;
    private final LookCache cache;
    private final InstantSource wall;
    private final MonotonicClock clock;

    /**
     * @param policy for the addresses of sources
     * @param loopback whether the service is on this machine
     * @param pictures those on this disk that rows may name, null if they may name none
     * @param cache the file of what was seen before, {@link dev.darkroom.workspace.Workspace#lookedSources}
     */
    public LookPass(
            LookRules rules,
            AddressPolicy policy,
            boolean loopback,
            @Nullable LocalPictures pictures,
            Path cache,
            InstantSource wall,
            MonotonicClock clock) {
        this.rules = rules;
        this.policy = policy;
        this.loopback = loopback;
        this.files = new FileLook(pictures, wall);
        this.cache = new LookCache(cache, wall);
        this.wall = wall;
        this.clock = clock;
    }

    /**
     * Looks at them, if the job's rules have it.
     *
     * @param rows how many rows of the manifest count
     * @param stop whether to end at once
     * @param progress is told how many addresses are settled
     */
    public SeenSources look(
            Manifest manifest, long rows, RowPreparer preparer, BooleanSupplier stop, LookProgress progress)
            throws IOException, InterruptedException {
        LookedSources seen = new LookedSources();
        if (rules.look() == LookMode.NEVER) {
            return new SeenSources(seen, LookTally.skipped(0, "sources.look is never"));
        }
        boolean needless = rules.look() == LookMode.AUTO && loopback;
        if (needless && files.isIdle() && !preparer.mayWantLikeSource()) {
            return new SeenSources(seen, LookTally.skipped(0, NEARBY));
        }
        WantedSources wanted = WantedSources.of(manifest, rows, preparer, address -> true);
        LookTally tally = needless && !wanted.likeSource()
                ? LookTally.skipped(0, NEARBY)
                : ask(wanted.addresses(), seen, rules.look(), LookedSource::isFresh, stop, progress);
        return new SeenSources(seen, tally.withFiles(files.look(wanted.files(), seen, stop)));
    }

    /**
     * Looks at them as {@link #look} does, and at all of them, whatever the job's rules have. What spoke against an address
     * before is looked at again: somebody may have mended it.
     *
     * @param isAsked which addresses are to be looked at
     * @param progress is told how many are settled
     */
    public SeenSources lookAgain(
            Manifest manifest, long rows, RowPreparer preparer, Predicate<String> isAsked, LookProgress progress)
            throws IOException, InterruptedException {
        LookedSources seen = new LookedSources();
        WantedSources wanted = WantedSources.of(manifest, rows, preparer, isAsked);
        LookTally tally =
                ask(wanted.addresses(), seen, LookMode.ALWAYS, LookPass::isFineAndFresh, () -> false, progress);
        return new SeenSources(seen, tally.withFiles(files.look(wanted.files(), seen, () -> false)));
    }

    /** Looks at those on this disk alone, and asks no host. */
    public LookedSources lookAtFiles(Manifest manifest, long rows, RowPreparer preparer) throws IOException {
        LookedSources seen = new LookedSources();
        if (!files.isIdle()) {
            Set<String> wanted =
                    WantedSources.of(manifest, rows, preparer, address -> false).files();
            files.look(wanted, seen, () -> false);
        }
        return seen;
    }

    private static boolean isFineAndFresh(LookedSource source, Instant now) {
        return source.fault() == null && source.isFresh(now);
    }

    /** @param isSettled whether what was seen before need not be looked at again */
    private LookTally ask(
            Set<String> addresses,
            LookedSources seen,
            LookMode mode,
            BiPredicate<LookedSource, Instant> isSettled,
            BooleanSupplier stop,
            LookProgress progress)
            throws InterruptedException {
        LookedSources before = cache.read();
        List<String> asked = unknown(addresses, before, seen, isSettled);
        if (mode == LookMode.AUTO && asked.size() > MAX_UNASKED) {
            String why = "more than " + CountText.of(MAX_UNASKED, "address", "addresses")
                    + " are not known yet; sources.look: always looks at them";
            return LookTally.skipped(addresses.size(), why);
        }
        MonotonicTime from = clock.now();
        SourceProbe probe = new SourceProbe(policy, ANSWER, wall);
        Duration most = mode == LookMode.AUTO ? MAX_UNASKED_TIME : MAX_TIME;
        LookPool pool = new LookPool(probe, new AddressLook(probe, wall), seen, most, clock, stop, progress);
        if (!asked.isEmpty()) {
            progress.begin(asked.size());
            try {
                pool.look(asked);
            } finally {
                progress.end();
                cache.add(seen);
            }
        }
        long known =
                addresses.stream().filter(address -> seen.find(address) != null).count();
        Duration took = from.until(clock.now());
        return new LookTally(addresses.size(), known, 0, pool.requests(), pool.bytes(), took, "");
    }

    /** Puts what is known beside the addresses, and returns those that are to be asked for. */
    private List<String> unknown(
            Set<String> addresses,
            LookedSources before,
            LookedSources seen,
            BiPredicate<LookedSource, Instant> isSettled) {
        Instant now = wall.instant();
        List<String> unknown = new ArrayList<>();
        for (String address : addresses) {
            LookedSource source = before.find(address);
            boolean settled = source != null && isSettled.test(source, now);
            if (source != null && (settled || source.validators() != null)) {
                seen.put(address, source);
            }
            if (!settled) {
                unknown.add(address);
            }
        }
        return unknown;
    }

    /**
     * What was seen of a manifest's sources.
     *
     * @param sources also where none was looked at: then nothing is known of any
     */
    public record SeenSources(LookedSources sources, LookTally tally) {}
}
