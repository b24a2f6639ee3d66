package dev.darkroom.night;

import dev.darkroom.download.NightDownloads.Answer;
import dev.darkroom.download.NightDownloads.Host;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;

/** Where the service's outputs are. An address holds until a fresher one is named, or until it expires. */
final class ScriptedHost implements Host {

    private static final byte[] PICTURE = picture();
    private static final byte[] NO_PICTURE = "<html>not here</html>".getBytes(StandardCharsets.UTF_8);

    private final ScriptedService service;
    private final ScriptedService.Surroundings surroundings;
    private final Chance chance;
    private final Trace trace;

    ScriptedHost(ScriptedService service, ScriptedService.Surroundings surroundings, Chance chance, Trace trace) {
        this.service = service;
        this.surroundings = surroundings;
        this.chance = chance;
        this.trace = trace;
    }

    @Override
    public Answer answer(String url) {
        surroundings.before("fetch " + url);
        Answer answer = fetched(url);
        trace.add("fetch", url, answer);
        surroundings.after("fetch " + url);
        return answer;
    }

    private Answer fetched(String url) {
        List<String> parts = List.of(url.split("/", -1));
        Order order = service.books().find(parts.get(3));
        boolean newest = Integer.parseInt(parts.get(5)) == order.generation;
        if (service.goesWrong(Fault.OUTPUT_GONE)) {
            order.outputsGone = true;
        }
        if (order.outputsGone || service.goesWrong(Fault.FETCH_STALE)) {
            return failure("STALE_ADDRESS");
        }
        if (newest && service.goesWrong(Fault.OUTPUT_EXPIRED)) {
            order.generation++;
            return failure("STALE_ADDRESS");
        }
        if (!newest) {
            return failure("STALE_ADDRESS");
        }
        if (service.goesWrong(Fault.FETCH_THROTTLED)) {
            return Answer.failure("THROTTLED", chance.in(0.5) ? null : Duration.ofSeconds(chance.between(0, 30)));
        }
        if (service.goesWrong(Fault.FETCH_BROKEN)) {
            return failure("PASSING");
        }
        if (service.goesWrong(Fault.FETCH_FINAL)) {
            return failure("FINAL");
        }
        if (service.goesWrong(Fault.FETCH_NO_ROOM)) {
            return failure("NO_ROOM");
        }
        return Answer.of(service.goesWrong(Fault.FETCH_NO_PICTURE) ? NO_PICTURE : PICTURE);
    }

    private static Answer failure(String kind) {
        return Answer.failure(kind, null);
    }

    private static byte[] picture() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
