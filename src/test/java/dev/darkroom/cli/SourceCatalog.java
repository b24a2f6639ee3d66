package dev.darkroom.cli;

import dev.darkroom.picture.UnusualJpegs;
import dev.darkroom.sourcelook.MadeSources;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** Sixty sources of every sort, at a host that does what hosts do, and what is to be seen of each. */
final class SourceCatalog {

    /** What the large ones have. */
    static final long HUGE = 60_000_000;

    private static final String NOT_A_PICTURE = "not-a-picture";
    private static final String OTHER_FORMAT = "other-format";
    private static final String UNREACHABLE = "unreachable";
    private static final String UNREADABLE = "unreadable";

    /** So many others are answered before the slow one is. */
    private static final int AHEAD_OF_SLOW = 30;

    private final SourceStand stand;
    private final List<CatalogSource> sources = new ArrayList<>();

    /**
     * One of them.
     *
     * @param fault what speaks against it, in the word of {@code sources.reject}; empty if nothing does
     * @param traits what is out of the ordinary
     */
    record CatalogSource(String name, String fault, List<String> traits) {}

    SourceCatalog(SourceStand stand) throws IOException {
        this.stand = stand;
        pictures();
        turned();
        otherBytes();
        refusals();
        oddHosts();
    }

    private void pictures() throws IOException {
        bytes("jpeg", "image/jpeg", MadeSources.jpeg(60, 40), "");
        bytes("square", "image/jpeg", MadeSources.jpeg(50, 50), "");
        bytes("progressive", "image/jpeg", MadeSources.progressive("jpg", 60, 40), "");
        bytes("gray", "image/jpeg", picture("jpg", BufferedImage.TYPE_BYTE_GRAY), "", "gray");
        bytes("cmyk", "image/jpeg", UnusualJpegs.cmyk(60, 40), "", "cmyk");
        bytes("profile", "image/jpeg", MadeSources.withProfile(MadeSources.jpeg(60, 40), 4), "");
        bytes("png", "image/png", picture("png", BufferedImage.TYPE_INT_RGB), "");
        bytes("palette", "image/png", picture("png", BufferedImage.TYPE_BYTE_INDEXED), "");
        bytes("interlaced", "image/png", MadeSources.progressive("png", 60, 40), "");
        bytes("alpha", "image/png", picture("png", BufferedImage.TYPE_INT_ARGB), "", "transparent");
        bytes("deepgray", "image/png", picture("png", BufferedImage.TYPE_USHORT_GRAY), "", "gray", "more than 8 bit");
        bytes("deep", "image/png", MadeSources.deepPng(60, 40), "", "more than 8 bit");
        bytes("apng", "image/png", MadeSources.apng(60, 40, 4), "", "animated");
        bytes("webp", "image/webp", picture("webp", BufferedImage.TYPE_INT_RGB), "");
        bytes("lossless", "image/webp", MadeSources.losslessWebp(60, 40, BufferedImage.TYPE_INT_RGB), "");
        bytes("webpalpha", "image/webp", picture("webp", BufferedImage.TYPE_INT_ARGB), "", "transparent");
        bytes("webpmoves", "image/webp", MadeSources.extendedWebp(60, 40, 1, 3), "", "animated");
        bytes("gif", "image/gif", MadeSources.gif(60, 40, 1), "");
        bytes("gifmoves", "image/gif", MadeSources.gif(60, 40, 3), "", "animated");
    }

    private void turned() {
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] jpeg = UnusualJpegs.withExif(MadeSources.jpeg(60, 40), orientation);
            bytes("turned" + orientation, "image/jpeg", jpeg, "", orientation < 5 ? new String[0] : turn());
        }
        bytes("turnedpng", "image/png", MadeSources.turnedPng(60, 40, 6), "", turn());
        bytes("turnedwebp", "image/webp", MadeSources.extendedWebp(60, 40, 8, 1), "", turn());
    }

    private static String[] turn() {
        return new String[] {"turned"};
    }

    private void otherBytes() {
        bytes("bmp", "image/bmp", picture("bmp", BufferedImage.TYPE_INT_RGB), OTHER_FORMAT);
        bytes("tiff", "image/tiff", picture("tiff", BufferedImage.TYPE_INT_RGB), OTHER_FORMAT);
        bytes("heic", "image/heic", MadeSources.container("heic"), OTHER_FORMAT);
        bytes("avif", "image/avif", MadeSources.container("avif"), OTHER_FORMAT);
        bytes("film", "video/mp4", MadeSources.container("isom"), NOT_A_PICTURE);
        bytes("svg", "image/svg+xml", text("<svg xmlns='http://www.w3.org/2000/svg'></svg>"), NOT_A_PICTURE);
        bytes("pdf", "image/jpeg", text("%PDF-1.7 a catalog"), NOT_A_PICTURE);
        bytes("zip", "application/zip", text("PK\003\004 pictures"), NOT_A_PICTURE);
        bytes("error", "application/xml", text("<?xml version=\"1.0\"?><Error/>"), NOT_A_PICTURE);
        bytes("empty", "image/jpeg", new byte[0], NOT_A_PICTURE);
        bytes("cut", "image/jpeg", Arrays.copyOf(MadeSources.jpeg(60, 40), 100), UNREADABLE);
        bytes("cutpng", "image/png", Arrays.copyOf(picture("png", BufferedImage.TYPE_INT_RGB), 20), UNREADABLE);
        bytes("broken", "image/jpeg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3}, UNREADABLE);
        bytes("login", "text/html", html("<title>Sign in</title><input type=password>"), "login-page");
        bytes("page", "text/html", html("<title>Our shop</title>"), "web-page");
    }

    private void refusals() {
        for (int status : new int[] {401, 403}) {
            stand.status(add("status" + status, "forbidden"), status);
        }
        for (int status : new int[] {404, 410}) {
            stand.status(add("status" + status, "missing"), status);
        }
        stand.status(add("status500", UNREACHABLE), 500);
        stand.redirect(add("inside", ""), stand.url("/catalog/jpeg"));
        stand.redirect(add("outside", UNREACHABLE), "https://10.0.0.1/a.jpg");
        stand.redirect(add("circle", UNREACHABLE), stand.url("/catalog/circle"));
    }

    private void oddHosts() {
        byte[] jpeg = MadeSources.jpeg(60, 40);
        bytes("pagetype", "text/html", jpeg, "");
        bytes("notype", "application/octet-stream", picture("png", BufferedImage.TYPE_INT_RGB), "");
        stand.huge(add("huge", "too-large"), jpeg, HUGE);
        stand.page(add("hugepart", "too-large"), exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-65535/" + HUGE);
            exchange.sendResponseHeaders(206, 64 << 10);
            exchange.getResponseBody().write(Arrays.copyOf(jpeg, 64 << 10));
        });
        // Nobody tells the size of a body without a length before it has come.
        stand.hugeWithoutLength(add("hugesilent", ""), jpeg, HUGE);
        stand.page(add("noparts", ""), exchange -> {
            boolean ranged = exchange.getRequestHeaders().containsKey("Range");
            exchange.sendResponseHeaders(ranged ? 416 : 200, ranged ? -1 : jpeg.length);
            if (!ranged) {
                exchange.getResponseBody().write(jpeg);
            }
        });
        stand.page(add("nopart", NOT_A_PICTURE), exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes */0");
            exchange.sendResponseHeaders(416, -1);
        });
        CountDownLatch others = new CountDownLatch(1);
        stand.whenAsked(AHEAD_OF_SLOW, others::countDown);
        stand.page(add("slow", ""), exchange -> {
            await(others);
            exchange.sendResponseHeaders(200, jpeg.length);
            exchange.getResponseBody().write(jpeg);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] picture(String format, int type) {
        return MadeSources.picture(format, 60, 40, type);
    }

    private static byte[] html(String head) {
        return text("<!doctype html><html><head>" + head + "</head></html>");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void bytes(String name, String type, byte[] bytes, String fault, String... traits) {
        stand.bytes(add(name, fault, traits), type, bytes);
    }

    private String add(String name, String fault, String... traits) {
        sources.add(new CatalogSource(name, fault, List.of(traits)));
        return name;
    }

    /** Leaves out all others. */
    void keep(Predicate<CatalogSource> wanted) {
        sources.removeIf(wanted.negate());
    }

    int size() {
        return sources.size();
    }

    /** The names of those with one of the faults. */
    List<String> names(String... faults) {
        return sources.stream()
                .filter(source -> List.of(faults).contains(source.fault))
                .map(CatalogSource::name)
                .toList();
    }

    Map<String, Long> faults() {
        Map<String, Long> counts = new TreeMap<>();
        sources.stream()
                .filter(source -> !source.fault.isEmpty())
                .forEach(source -> counts.merge(source.fault, 1L, Long::sum));
        return counts;
    }

    Map<String, Long> traits() {
        Map<String, Long> counts = new TreeMap<>();
        sources.forEach(source -> source.traits.forEach(trait -> counts.merge(trait, 1L, Long::sum)));
        return counts;
    }

    /** Writes the manifest, a row for each. */
    void write(Path manifest) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        sources.forEach(source ->
                lines.add(source.name + ",show " + source.name + ",https://catalog.darkroom.example/" + source.name));
        Files.write(manifest, lines);
    }
}
