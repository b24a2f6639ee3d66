package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FalsePictures;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.picture.FixedPicture;
import dev.darkroom.simulator.picture.PictureDefect;
import dev.darkroom.simulator.picture.PictureSpecification;
import dev.darkroom.simulator.picture.PictureStudio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the address of an output serves: the picture, or what a fault of the job has put in its place.
 * Thread-safe.
 */
final class OutputContent {

    private static final int LIE = 1_000;
    private static final Map<FaultKind, PictureDefect> FLAWS = Map.of(
            FaultKind.OUTPUT_BLANK, PictureDefect.BLANK,
            FaultKind.OUTPUT_BLURRED, PictureDefect.BLURRED,
            FaultKind.OUTPUT_SOURCE, PictureDefect.UNTOUCHED,
            FaultKind.OUTPUT_NARROW, PictureDefect.NARROW,
            FaultKind.OUTPUT_OFF_WHITE, PictureDefect.OFF_WHITE);
    private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1024\" height=\"1024\">"
            + "<script>alert(1)</script><rect width=\"1024\" height=\"1024\"/></svg>\n";

    private final PictureStudio studio = new PictureStudio();
    private final URI origin;
    private final @Nullable FixedPicture fixed;

    /** @param fixed what every output is; null to draw each */
    OutputContent(URI origin, @Nullable FixedPicture fixed) {
        this.origin = origin;
        this.fixed = fixed;
    }

    SimulatedResponse serve(AcceptedRequest request, int number, boolean fresh) {
        SimulatedRequest order = request.request();
        String type = "image/" + order.format();
        if (request.has(FaultKind.OUTPUT_403)) {
            return FaultAnswers.page(403, "403 Forbidden");
        }
        boolean expired = request.has(FaultKind.OUTPUT_EXPIRED) && !fresh;
        if (expired || request.has(FaultKind.OUTPUT_404) || request.has(FaultKind.OUTPUT_GONE)) {
            return FaultAnswers.page(404, "404 Not Found");
        }
        if (request.has(FaultKind.OUTPUT_REDIRECT_PRIVATE)) {
            return SimulatedResponse.redirect(302, "http://10.0.0.1/");
        }
        if (request.has(FaultKind.OUTPUT_REDIRECT_LOOP)) {
            return SimulatedResponse.redirect(
                    302, origin + "/outputs/" + request.id() + "/" + number + "." + order.extension());
        }
        if (request.has(FaultKind.OUTPUT_REDIRECT_FILE)) {
            return SimulatedResponse.redirect(302, "file:///etc/passwd");
        }
        if (request.has(FaultKind.OUTPUT_HTML)) {
            return FaultAnswers.page(200, "Sign in");
        }
        if (request.has(FaultKind.OUTPUT_EMPTY)) {
            return SimulatedResponse.of(200, type, new byte[0]);
        }
        if (request.has(FaultKind.OUTPUT_BOMB)) {
            return SimulatedResponse.of(200, "image/png", FalsePictures.bomb());
        }
        if (request.has(FaultKind.OUTPUT_OTHER_TYPE)) {
            return SimulatedResponse.of(200, type, FalsePictures.gif());
        }
        if (request.has(FaultKind.OUTPUT_SVG)) {
            return SimulatedResponse.of(200, "image/svg+xml", SVG.getBytes(StandardCharsets.UTF_8));
        }
        if (fixed != null) {
            return spoilt(request, SimulatedResponse.of(200, fixed.contentType(), fixed.bytes()));
        }
        PictureSpecification wanted = PictureSpecification.of(order.model(), order.inputNode(), number);
        byte[] picture = studio.develop(wanted.with(flaw(request)));
        byte[] sent = request.has(FaultKind.OUTPUT_GARBLED) ? FalsePictures.garbled(picture) : picture;
        return spoilt(request, SimulatedResponse.of(200, type, sent));
    }

    private static @Nullable PictureDefect flaw(AcceptedRequest request) {
        return FLAWS.entrySet().stream()
                .filter(flaw -> request.has(flaw.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static SimulatedResponse spoilt(AcceptedRequest request, SimulatedResponse picture) {
        if (request.has(FaultKind.OUTPUT_TRUNCATED)) {
            return picture.halved();
        }
        if (request.has(FaultKind.OUTPUT_LYING_LENGTH)) {
            return picture.lying(LIE);
        }
        if (request.has(FaultKind.OUTPUT_ENDLESS)) {
            return picture.ending(SimulatedResponse.ResponseEnd.ENDLESS);
        }
        if (request.has(FaultKind.OUTPUT_GZIP)) {
            String type = picture.headers().getOrDefault("Content-Type", "");
            return SimulatedResponse.of(200, type, gzipped(picture.body())).with("Content-Encoding", "gzip");
        }
        return picture;
    }

    private static byte[] gzipped(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
