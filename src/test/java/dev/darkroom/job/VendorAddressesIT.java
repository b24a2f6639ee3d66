package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.picture.UnusualJpegs;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays whole runs at the vendor's own addresses, behind a proxy, where hosts are away and pictures unusual. */
@Timeout(120)
@Isolated
class VendorAddressesIT {

    private static final String FORBIDDEN = "outage: nothing is bought that could not be fetched: the host of outputs, "
            + VendorBehindProxy.OUTPUTS + ", cannot be reached; ";

    private static final String PICTURES = "pictures.runcomfy.net";

    @TempDir
    Path folder;

    private final ProxySelector usualProxy = ProxySelector.getDefault();
    private SSLContext usualTrust;
    private ServiceSimulator simulator;
    private VendorBehindProxy vendor;

    @BeforeEach
    void open() throws Exception {
        usualTrust = SSLContext.getDefault();
        SimulatorSettings settings = new SimulatorSettings(100, Duration.ofMillis(10), 1, Map.of());
        simulator = ServiceSimulator.start(settings, null, 0, InstantSource.system());
        vendor = new VendorBehindProxy(folder, simulator.base());
        SSLContext.setDefault(vendor.trusting());
        ProxyRoutes.install(Map.of("HTTPS_PROXY", vendor.address()));
    }

    @AfterEach
    void close() throws Exception {
        ProxySelector.setDefault(usualProxy);
        SSLContext.setDefault(usualTrust);
        vendor.close();
        simulator.close();
    }

    @Test
    void with_the_host_of_outputs_away_nothing_is_bought_and_once_it_is_back_the_same_start_goes_on() throws Exception {
        vendor.away(VendorBehindProxy.OUTPUTS);
        JobScene scene = scene();

        RunResult stopped = scene.run();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.summary().stopReason()).startsWith(FORBIDDEN).containsAnyOf("403", "through the proxy");
        assertThat(stopped.summary().count(RowStatus.PENDING)).isEqualTo(3);
        assertThat(purchases()).isEmpty();

        assertThat(scene.run().exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(purchases()).isEmpty();

        vendor.away("");
        RunResult whole = scene.run();
        assertThat(whole.exitCode()).as(whole.summary().stopReason()).isZero();
        assertThat(whole.summary().run()).isEqualTo(stopped.summary().run());
        assertThat(whole.summary().count(RowStatus.SUCCEEDED)).isEqualTo(3);
        assertThat(purchases()).hasSize(3);
        assertThat(vendor.requests()).contains("HEAD " + VendorBehindProxy.OUTPUTS + " /");
    }

    /** Each output is a print shop's picture that lies on its side, and is the very file that the first row sent. */
    @Test
    void a_turned_picture_in_cmyk_is_seen_as_it_is_held_and_found_to_be_its_source() throws Exception {
        byte[] output = UnusualJpegs.withExif(UnusualJpegs.cmyk(160, 120), 6);
        vendor.serve(VendorBehindProxy.OUTPUTS + "/outputs/", output);
        vendor.serve(PICTURES + "/same.jpg", output);
        vendor.serve(PICTURES + "/other.jpg", UnusualJpegs.withExif(stripes(), 6));

        RunResult result = new JobScene(folder)
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,make it red 1,https://" + PICTURES + "/same.jpg",
                        "b,make it red 2,https://" + PICTURES + "/other.jpg")
                .job("checks: { size: off }")
                .replace("output_format: png", "output_format: jpeg")
                .replace("api: simulator", "api: https://" + VendorBehindProxy.SERVICE + "/v1")
                .run();

        assertThat(result.exitCode()).as(result.summary().stopReason()).isZero();
        List<JsonNode> rows = JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("content_type").path(0).asString()).isEqualTo("image/jpeg");
            assertThat(row.path("width").path(0).asInt()).isEqualTo(120);
            assertThat(row.path("height").path(0).asInt()).isEqualTo(160);
            assertThat(row.path("bytes").path(0).asInt()).isEqualTo(output.length);
            assertThat(row.path("flags").toString()).doesNotContain("undecodable", "format");
        });
        assertThat(rows.get(0).path("flags").toString()).contains("\"identical=0\"");
        assertThat(rows.get(1).path("flags").toString()).doesNotContain("identical");
        assertThat(JobScene.lines(result, "report/by-flag.csv")).contains("identical,1,0.5000,a");
        ThumbnailStore thumbnails = new ThumbnailStore(result.output());
        for (Path small : List.of(thumbnails.source(1), thumbnails.source(2), thumbnails.output(1, 1))) {
            PictureFile seen = PictureFile.inspect(small);
            assertThat(seen.height()).as(small.toString()).isGreaterThan(seen.width());
        }
    }

    private static byte[] stripes() throws IOException {
        BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 160; x++) {
                image.setRGB(x, y, x / 20 % 2 == 0 ? 0xd01010 : 0xf0f0f0);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private List<String> purchases() {
        return vendor.requests().stream()
                .filter(request -> request.startsWith("POST "))
                .toList();
    }

    private JobScene scene() throws Exception {
        return new JobScene(folder)
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,make it red 1,https://shop.example/1.jpg",
                        "b,make it red 2,https://shop.example/2.jpg",
                        "c,make it red 3,https://shop.example/3.jpg")
                .job("report: { sources: none }")
                .replace("api: simulator", "api: https://" + VendorBehindProxy.SERVICE + "/v1");
    }
}
