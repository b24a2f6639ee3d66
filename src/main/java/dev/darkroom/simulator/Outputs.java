package dev.darkroom.simulator;

import dev.darkroom.simulator.picture.Flaw;
import dev.darkroom.simulator.picture.PictureOrder;
import dev.darkroom.simulator.picture.Studio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What the address of an output serves: the picture, or what a fault of the job has put in its place. Thread-safe. */
final class Outputs {

    private static final int LIE = 1_000;
    private static final Map<Fault, Flaw> FLAWS = Map.of(
            Fault.OUTPUT_BLANK, Flaw.BLANK,
            Fault.OUTPUT_BLURRED, Flaw.BLURRED,
            Fault.OUTPUT_SOURCE, Flaw.UNTOUCHED,
            Fault.OUTPUT_NARROW, Flaw.NARROW,
            Fault.OUTPUT_OFF_WHITE, Flaw.OFF_WHITE);
    private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1024\" height=\"1024\">"
            + "<script>alert(1)</script><rect width=\"1024\" height=\"1024\"/></svg>\n";

    private final Studio studio = new Studio();
    private final URI origin;

    Outputs(URI origin) {
        this.origin = origin;
    }

    Answer serve(Request request, int number, boolean fresh) {
        Order order = request.order();
        String type = "image/" + order.format();
        if (request.has(Fault.OUTPUT_403)) {
            return FaultAnswers.page(403, "403 Forbidden");
        }
        boolean expired = request.has(Fault.OUTPUT_EXPIRED) && !fresh;
        if (expired || request.has(Fault.OUTPUT_404) || request.has(Fault.OUTPUT_GONE)) {
            return FaultAnswers.page(404, "404 Not Found");
        }
        if (request.has(Fault.OUTPUT_REDIRECT_PRIVATE)) {
            return Answer.redirect(302, "http://10.0.0.1/");
        }
        if (request.has(Fault.OUTPUT_REDIRECT_LOOP)) {
            return Answer.redirect(302, origin + "/outputs/" + request.id() + "/" + number + "." + order.extension());
        }
        if (request.has(Fault.OUTPUT_REDIRECT_FILE)) {
            return Answer.redirect(302, "file:///etc/passwd");
        }
        if (request.has(Fault.OUTPUT_HTML)) {
            return FaultAnswers.page(200, "Sign in");
        }
        if (request.has(Fault.OUTPUT_EMPTY)) {
            return Answer.of(200, type, new byte[0]);
        }
        if (request.has(Fault.OUTPUT_BOMB)) {
            return Answer.of(200, "image/png", FalsePictures.bomb());
        }
        if (request.has(Fault.OUTPUT_OTHER_TYPE)) {
            return Answer.of(200, type, FalsePictures.gif());
        }
        if (request.has(Fault.OUTPUT_SVG)) {
            return Answer.of(200, "image/svg+xml", SVG.getBytes(StandardCharsets.UTF_8));
        }
        PictureOrder wanted = PictureOrder.of(order.model(), order.inputNode(), number);
        byte[] picture = studio.develop(wanted.with(flaw(request)));
        byte[] sent = request.has(Fault.OUTPUT_GARBLED) ? FalsePictures.garbled(picture) : picture;
        return spoilt(request, Answer.of(200, type, sent));
    }

    private static @Nullable Flaw flaw(Request request) {
        return FLAWS.entrySet().stream()
                .filter(flaw -> request.has(flaw.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Answer spoilt(Request request, Answer picture) {
        if (request.has(Fault.OUTPUT_TRUNCATED)) {
            return picture.halved();
        }
        if (request.has(Fault.OUTPUT_LYING_LENGTH)) {
            return picture.lying(LIE);
        }
        if (request.has(Fault.OUTPUT_ENDLESS)) {
            return picture.ending(Answer.Manner.ENDLESS);
        }
        if (request.has(Fault.OUTPUT_GZIP)) {
            String type = picture.headers().getOrDefault("Content-Type", "");
            return Answer.of(200, type, gzipped(picture.body())).with("Content-Encoding", "gzip");
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
