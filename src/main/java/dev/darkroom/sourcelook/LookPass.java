package dev.darkroom.sourcelook;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.SourceProbe;
import dev.darkroom.io.CountText;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.RequestInput;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

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
    private final LookCache cache;
    private final InstantSource wall;
    private final MonotonicClock clock;

    /**
     * @param policy for the addresses of sources
     * @param loopback whether the service is on this machine
     * @param cache the file of what was seen before, {@link dev.darkroom.workspace.Workspace#lookedSources}
     */
    public LookPass(
            LookRules rules,
            AddressPolicy policy,
            boolean loopback,
            Path cache,
            InstantSource wall,
            MonotonicClock clock) {
        this.rules = rules;
        this.policy = policy;
        this.loopback = loopback;
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
            Manifest manifest, long rows, RowPreparer preparer, BooleanSupplier stop, LongConsumer progress)
            throws IOException, InterruptedException {
        LookedSources seen = new LookedSources();
        if (rules.look() == LookMode.NEVER) {
            return new SeenSources(seen, LookTally.skipped(0, "sources.look is never"));
        }
        boolean needless = rules.look() == LookMode.AUTO && loopback;
        if (needless && !preparer.mayWantLikeSource()) {
            return new SeenSources(seen, LookTally.skipped(0, NEARBY));
        }
        WantedSources wanted = wanted(manifest, rows, preparer);
        if (needless && !wanted.likeSource) {
            return new SeenSources(seen, LookTally.skipped(0, NEARBY));
        }
        LookedSources before = cache.read();
        List<String> asked = unknown(wanted.addresses, before, seen);
        if (rules.look() == LookMode.AUTO && asked.size() > MAX_UNASKED) {
            String why = "more than " + CountText.of(MAX_UNASKED, "address", "addresses")
                    + " are not known yet; sources.look: always looks at them";
            return new SeenSources(seen, LookTally.skipped(wanted.addresses.size(), why));
        }
        return look(wanted, asked, seen, stop, progress);
    }

    private SeenSources look(
            WantedSources wanted, List<String> asked, LookedSources seen, BooleanSupplier stop, LongConsumer progress)
            throws InterruptedException {
        MonotonicTime from = clock.now();
        SourceProbe probe = new SourceProbe(policy, ANSWER, wall);
        Duration most = rules.look() == LookMode.AUTO ? MAX_UNASKED_TIME : MAX_TIME;
        LookPool pool = new LookPool(probe, new AddressLook(probe, wall), seen, most, clock, stop, progress);
        if (!asked.isEmpty()) {
            try {
                pool.look(asked);
            } finally {
                cache.add(seen);
            }
        }
        long known = wanted.addresses.stream()
                .filter(address -> seen.find(address) != null)
                .count();
        LookTally tally = new LookTally(
                wanted.addresses.size(), known, pool.requests(), pool.bytes(), from.until(clock.now()), "");
        return new SeenSources(seen, tally);
    }

    /** Puts what is known beside the addresses, and returns those that are to be asked for. */
    private List<String> unknown(Set<String> addresses, LookedSources before, LookedSources seen) {
        Instant now = wall.instant();
        List<String> unknown = new ArrayList<>();
        for (String address : addresses) {
            LookedSource source = before.find(address);
            if (source != null && (source.isFresh(now) || source.validators() != null)) {
                seen.put(address, source);
            }
            if (source == null || !source.isFresh(now)) {
                unknown.add(address);
            }
        }
        return unknown;
    }

    private WantedSources wanted(Manifest manifest, long rows, RowPreparer preparer) throws IOException {
        // Of no source anything is known to it: a row that asks for its source's size is told by that.
        RowPreparer unknowing = preparer.with(new SourceCheck(new LookedSources(), rules.rules()));
        Set<String> addresses = new LinkedHashSet<>();
        boolean likeSource = false;
        long read = 0;
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null && read < rows; row = reader.read()) {
                read++;
                PreparedRow prepared = unknowing.prepareAnyhow(row);
                boolean asks = prepared.warnings().stream().anyMatch(LookPass::isSizeUnknown)
                        || prepared.problems().stream().anyMatch(LookPass::isSizeUnknown);
                boolean valid = prepared.problems().stream().allMatch(LookPass::isSizeUnknown);
                if (valid && prepared.input() != null) {
                    likeSource |= asks;
                    new RequestInput(prepared.input())
                            .pictures().stream()
                                    .filter(picture -> !LocalPictureReference.isOne(picture))
                                    .forEach(addresses::add);
                }
            }
        }
        return new WantedSources(addresses, likeSource);
    }

    private static boolean isSizeUnknown(InputProblem problem) {
        return problem.code().equals(ErrorCode.SIZE_UNKNOWN.code());
    }

    /** @param likeSource whether a row asks for its source's size */
    private record WantedSources(Set<String> addresses, boolean likeSource) {}

    /**
     * What was seen of a manifest's sources.
     *
     * @param sources also where none was looked at: then nothing is known of any
     */
    public record SeenSources(LookedSources sources, LookTally tally) {}
}
