package dev.darkroom.night;

import dev.darkroom.download.NightDownloads.HostResponse;
import dev.darkroom.download.NightDownloads.PictureHostScript;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;

/** Hosts the service's outputs. An address holds until a fresher one is named, or until it expires. */
final class ScriptedHost implements PictureHostScript {

    private static final byte[] PICTURE = picture();
    private static final byte[] NO_PICTURE = "<html>not here</html>".getBytes(StandardCharsets.UTF_8);

    private final ScriptedService service;
    private final ScriptedService.CallSurroundings surroundings;
    private final SeededChance chance;
    private final NightTrace trace;

    ScriptedHost(
            ScriptedService service,
            ScriptedService.CallSurroundings surroundings,
            SeededChance chance,
            NightTrace trace) {
        this.service = service;
        this.surroundings = surroundings;
        this.chance = chance;
        this.trace = trace;
    }

    @Override
    public HostResponse answer(String url) {
        surroundings.before("fetch " + url);
        HostResponse answer = fetched(url);
        trace.add("fetch", url, answer);
        surroundings.after("fetch " + url);
        return answer;
    }

    private HostResponse fetched(String url) {
        List<String> parts = List.of(url.split("/", -1));
        ServicePurchase order = service.books().find(parts.get(3));
        boolean newest = Integer.parseInt(parts.get(5)) == order.generation;
        if (service.goesWrong(NightFault.OUTPUT_GONE)) {
            order.outputsGone = true;
        }
        if (order.outputsGone || service.goesWrong(NightFault.FETCH_STALE)) {
            return failure("STALE_ADDRESS");
        }
        if (newest && service.goesWrong(NightFault.OUTPUT_EXPIRED)) {
            order.generation++;
            return failure("STALE_ADDRESS");
        }
        if (!newest) {
            return failure("STALE_ADDRESS");
        }
        if (service.goesWrong(NightFault.FETCH_THROTTLED)) {
            return HostResponse.failure("THROTTLED", chance.in(0.5) ? null : Duration.ofSeconds(chance.between(0, 30)));
        }
        if (service.goesWrong(NightFault.FETCH_BROKEN)) {
            return failure(service.isDefect() ? "DEFECT" : "PASSING");
        }
        if (service.goesWrong(NightFault.FETCH_FINAL)) {
            return failure("FINAL");
        }
        if (service.goesWrong(NightFault.FETCH_NO_ROOM)) {
            return failure("NO_ROOM");
        }
        return HostResponse.of(service.goesWrong(NightFault.FETCH_NO_PICTURE) ? NO_PICTURE : PICTURE);
    }

    private static HostResponse failure(String kind) {
        return HostResponse.failure(kind, null);
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
