package dev.darkroom.job;

import dev.darkroom.SelfSignedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A proxy on loopback behind which the simulator plays the vendor's hosts: service, balance and outputs, each under its
 * real name, none of which is resolved or contacted. It lets nobody through to a host that is away.
 */
final class VendorBehindProxy implements AutoCloseable {

    static final String SERVICE = "model-api.runcomfy.net";
    static final String OUTPUTS = "playgrounds-storage-public.runcomfy.net";

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("(?im)^authorization: *(.+?)\\r?$");

    private final ServerSocket server;
    private final SSLContext tls;
    private final URI simulator;
    private final HttpClient forwarding =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> jpegs = new ConcurrentHashMap<>();
    private volatile String away = "";

    /**
     * @param folder for its certificate
     * @param simulator the simulator's base
     */
    VendorBehindProxy(Path folder, URI simulator) throws Exception {
        this.simulator = simulator;
        this.tls = SelfSignedCertificate.create(folder.resolve("vendor.p12"), "dns:*.runcomfy.net")
                .context();
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("vendor", this::serve);
    }

    SSLContext trusting() {
        return tls;
    }

    String address() {
        return "localhost:" + server.getLocalPort();
    }

    /** Lets nobody through to this host; to all, if it is empty. */
    void away(String host) {
        away = host;
    }

    /** Serves this JPEG at every address that begins so, such as {@code host/folder/}. */
    void serve(String beginning, byte[] jpeg) {
        jpegs.put(beginning, jpeg.clone());
    }

    /** Returns what came to the hosts behind it, such as {@code POST model-api.runcomfy.net /v1/models/…}. */
    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start("proxied", () -> talk(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void talk(Socket plain) {
        try (plain) {
            String host = head(plain.getInputStream()).split(" ", -1)[1].replaceFirst(":\\d+$", "");
            boolean refused = host.equals(away);
            plain.getOutputStream().write(line(refused ? "403 Forbidden" : "200 Connected"));
            if (refused) {
                return;
            }
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false)) {
                socket.setUseClientMode(false);
                forward(host, socket.getInputStream(), socket.getOutputStream());
            }
        } catch (IOException ended) {
            // The client has what it wanted, or does not want it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(String host, InputStream in, OutputStream out) throws IOException, InterruptedException {
        String head = head(in);
        String[] words = head.split(" ", 3);
        requests.add(words[0] + " " + host + " " + words[1]);
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        Optional<byte[]> jpeg = jpegs.entrySet().stream()
                .filter(served -> (host + words[1]).startsWith(served.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (jpeg.isPresent()) {
            answer(out, 200, "image/jpeg", jpeg.get());
            return;
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(simulator.resolve(words[1])).method(words[0], BodyPublishers.ofByteArray(body));
        Matcher token = TOKEN.matcher(head);
        if (token.find()) {
            request.header("Authorization", token.group(1));
        }
        HttpResponse<byte[]> response = forwarding.send(request.build(), BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("Content-Type").orElse("text/plain");
        byte[] answer = type.toLowerCase(Locale.ROOT).contains("json") ? named(response.body()) : response.body();
        answer(out, response.statusCode(), type, answer);
    }

    private static void answer(OutputStream out, int status, String type, byte[] body) throws IOException {
        out.write(line(status + " As it is", "Content-Type: " + type, "Content-Length: " + body.length));
        out.write(body);
        out.flush();
    }

    /** Puts the outputs where the vendor has them. */
    private byte[] named(byte[] json) {
        String origin = "http://" + simulator.getAuthority() + "/outputs";
        return new String(json, StandardCharsets.UTF_8)
                .replace(origin, "https://" + OUTPUTS + "/outputs")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] line(String status, String... headers) {
        boolean last = headers.length > 0;
        String text = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers)
                + (last ? "\r\nConnection: close\r\n" : "") + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended in its head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
