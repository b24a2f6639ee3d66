package dev.darkroom.sourcelook;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.fetch.AddressFinding;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.fetch.FirstPart;
import dev.darkroom.fetch.HttpValidators;
import dev.darkroom.fetch.SourceProbe;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at one address once, and tells what is to come of it. Thread-safe; blocks until there is an answer. */
final class AddressLook {

    private static final String REACH = "See that the address opens in a browser without a login";
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);
    private static final Set<Integer> FORBIDDEN = Set.of(401, 403, 407, 451);
    private static final Set<Integer> MISSING = Set.of(404, 410);
    private static final Pattern STATUS = Pattern.compile("\\D*(\\d{3})");

    private final SourceProbe probe;
    private final InstantSource wall;
    private final AtomicLong requests = new AtomicLong();

    AddressLook(SourceProbe probe, InstantSource wall) {
        this.probe = probe;
        this.wall = wall;
    }

    /** @param known what was seen before, null if nothing was */
    LookOutcome look(String address, @Nullable LookedSource known) throws InterruptedException {
        HttpValidators validators = known == null ? null : known.validators();
        try {
            requests.incrementAndGet();
            FirstPart part = probe.fetch(address, validators);
            if (known != null && part.isUnchanged()) {
                return new LookOutcome(known.seenAgain(wall.instant()), LookEnd.SETTLED, null, 0);
            }
            Optional<PictureHeader> header = HeaderReader.read(part.bytes());
            int more = 0;
            if (header.isEmpty() && isCut(part) && HeaderReader.mayBeLonger(part.bytes())) {
                requests.incrementAndGet();
                FirstPart longer = probe.fetchLongHeader(address);
                header = HeaderReader.read(longer.bytes());
                more = longer.length();
            }
            return new LookOutcome(seen(part, header), LookEnd.SETTLED, null, part.length() + more);
        } catch (FetchException e) {
            return failed(e);
        } catch (IOException e) {
            return new LookOutcome(unreachable(String.valueOf(e.getMessage()), 0), LookEnd.SILENT, null, 0);
        }
    }

    private LookOutcome failed(FetchException e) {
        String message = String.valueOf(e.getMessage());
        if (e.kind() == FetchFailure.THROTTLED) {
            Duration pause = e.retryAfter() == null ? USUAL_PAUSE : e.retryAfter();
            return new LookOutcome(unreachable(message, 0), LookEnd.PAUSED, pause, 0);
        }
        int status = status(e.code());
        if (FORBIDDEN.contains(status) || MISSING.contains(status)) {
            SourceFault fault = MISSING.contains(status) ? SourceFault.MISSING : SourceFault.FORBIDDEN;
            return new LookOutcome(fault(fault, message, status), LookEnd.SETTLED, null, 0);
        }
        LookEnd end = e.silentHost() != null ? LookEnd.SILENT : e.mayPass() ? LookEnd.FAILED : LookEnd.SETTLED;
        // A name that nobody knows is not known a second later either.
        boolean unknownHost = e.code().equals(ErrorCode.NO_SUCH_HOST.code());
        return new LookOutcome(unreachable(message, status), unknownHost ? LookEnd.UNKNOWN_HOST : end, null, 0);
    }

    /** Returns how many requests were made. */
    long requests() {
        return requests.get();
    }

    /** Returns the outcome of a request that failed in Darkroom itself: nothing is known, and nothing is tried again. */
    LookOutcome unforeseen() {
        return new LookOutcome(unreachable("it could not be looked at", 0), LookEnd.SETTLED, null, 0);
    }

    /** Returns the status that a reason's code stands for, 0 for none. */
    private static int status(String code) {
        Matcher digits = STATUS.matcher(code);
        int status = digits.matches() ? Integer.parseInt(digits.group(1)) : 0;
        return code.equals(ErrorCode.ofStatus(status)) ? status : 0;
    }

    private LookedSource unreachable(String message, int status) {
        return fault(SourceFault.UNREACHABLE, message, status);
    }

    private LookedSource fault(SourceFault fault, String message, int status) {
        return LookedSource.faulty(wall.instant(), fault, "cannot be fetched: " + message, REACH, status);
    }

    private static boolean isCut(FirstPart part) {
        return part.finding() == null && part.length() == SourceProbe.MAX_BYTES;
    }

    private LookedSource seen(FirstPart part, Optional<PictureHeader> header) {
        AddressFinding finding = part.finding();
        SourceFault fault = finding == null ? null : finding.fault();
        String message = finding == null ? null : finding.message();
        String remedy = finding == null ? null : finding.remedy();
        // The header of a picture with much metadata may go on behind what was fetched.
        if (finding == null && header.isEmpty() && !isCut(part)) {
            fault = SourceFault.UNREADABLE;
            message = "begins as a picture, and its header cannot be read";
            remedy = "See that it opens in a browser, and export it again";
        }
        Long bytes = part.told().bytes();
        return new LookedSource(
                wall.instant().getEpochSecond(),
                fault,
                message,
                remedy,
                part.status(),
                part.contentType().isEmpty() ? null : MetadataReading.shortened(part.contentType()),
                part.told().etag(),
                part.told().lastModified(),
                bytes == null ? -1 : bytes,
                header.orElse(null));
    }

    /** What is to come of an address after a request. */
    enum LookEnd {
        /** The answer settles it. */
        SETTLED,
        /** Its host answered, and another time may bring another answer. */
        FAILED,
        /** Its host gave no whole answer. */
        SILENT,
        /** Its host's name is not known. */
        UNKNOWN_HOST,
        /** Its host asked for a pause. */
        PAUSED
    }

    /**
     * What a look at an address came to.
     *
     * @param source what is known of the address if there is no other request
     * @param pause that the host wants, null if it wants none
     * @param bytes how many were read
     */
    record LookOutcome(
            LookedSource source, LookEnd end, @Nullable Duration pause, long bytes) {}
}
