package dev.darkroom.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.simulator.faults.FaultPlan;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The service, rebuilt on loopback: its calls, validation, queue, prices, oddities and pictures, without token or
 * network. It is deterministic: what goes wrong and what a picture looks like follow from the settings' seed and the
 * inputs, and how far a request is follows from the clock, nothing runs in the background.
 *
 * <p>It is stricter than the real service where that would cost a user money: a missing required input, which the
 * service fills with its demo's, and an input it doesn't know are refused (422). Prices and the balance are its own.
 *
 * <p>With a storage directory it keeps its requests, cancels and balance there, and its port as far as it is free, so
 * that whoever was killed with it finds everything again. One process at a time may use a directory.
 *
 * <p>Besides the service's calls it answers, for tests, {@code GET /simulator/requests} (every purchase, and how often
 * each call was made), {@code POST /simulator/balance}, {@code GET} and {@code POST /simulator/faults} (the plan of what
 * goes wrong), {@code POST /simulator/sources} (another picture under the same address), and {@code GET /catalog/NAME} with the pictures of the sample catalog's made-up host. Thread-safe.
 */
public final class ServiceSimulator implements AutoCloseable {

    /** A made-up token for callers that have none of their own: any but an empty one will do. */
    public static final String TOKEN = "simulator";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final int MAX_IDLE_CONNECTIONS = 10_000;

    private final HttpServer server;
    private final SimulatorThreads threads;
    private final RequestBook book;
    private final URI origin;

    private ServiceSimulator(HttpServer server, SimulatorThreads threads, RequestBook book, URI origin) {
        this.server = server;
        this.threads = threads;
        this.book = book;
        this.origin = origin;
    }

    /**
     * Begins to listen on loopback.
     *
     * @param storage where requests outlive the process, made if missing; null to forget them
     * @param port the port, or 0 for the one it had before, or any
     * @throws IOException if the port is taken or the storage cannot be used
     */
    public static ServiceSimulator start(
            SimulatorSettings settings, @Nullable Path storage, int port, InstantSource clock) throws IOException {
        Objects.requireNonNull(settings, "settings is null");
        Objects.requireNonNull(clock, "clock is null");
        FaultPlan faults = new FaultPlan(settings.faults(), settings.seed(), clock.instant());
        setServerProperties();
        if (storage != null) {
            Files.createDirectories(storage);
        }
        @Nullable RequestLog log = storage == null ? null : new RequestLog(storage.resolve("requests.jsonl"));
        RequestBook book = new RequestBook(log, settings.capacity(), clock.millis());
        HttpServer server = listen(port, storage);
        URI origin = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        PictureCalls pictures = new PictureCalls(book, faults, new OutputContent(origin, settings.picture()), clock);
        ServiceModels models = new ServiceModels(settings.models());
        long serviceMillis = settings.serviceTime().toMillis();
        SubmitCalls submissions = new SubmitCalls(models, book, faults, origin, serviceMillis, clock);
        ServiceCalls service = new ServiceCalls(models, book, faults, origin, clock);
        CallCounter counter = new CallCounter();
        ControlCalls control = new ControlCalls(book, pictures, faults, counter, clock);
        SimulatorThreads threads = new SimulatorThreads();
        server.setExecutor(threads.handlers());
        server.createContext("/", new CallRouter(submissions, service, pictures, control, counter));
        server.start();
        return new ServiceSimulator(server, threads, book, origin);
    }

    /** Sets what the JDK's server reads once, when its classes load. */
    private static void setServerProperties() {
        // Without it each answer on a kept connection waits 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Over 200 idle connections it closes the next behind a whole answer that does not say so: a submit that is
        // sent on
        // one is in doubt, which no fault asked for.
        System.setProperty("sun.net.httpserver.maxIdleConnections", String.valueOf(MAX_IDLE_CONNECTIONS));
    }

    /** Returns the address that the client's base is to be: {@code http://127.0.0.1:PORT/v1}. */
    public URI base() {
        return origin.resolve("/v1");
    }

    /** Ends at once; answers on the way are lost. */
    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.close();
        book.close();
    }

    private static HttpServer listen(int port, @Nullable Path storage) throws IOException {
        Path remembered = storage == null ? null : storage.resolve("port");
        HttpServer server = port == 0 && remembered != null && Files.exists(remembered)
                ? listenAgain(Files.readString(remembered).strip())
                : bind(port);
        if (remembered != null) {
            String bound = String.valueOf(server.getAddress().getPort());
            Files.write(remembered, bound.getBytes(StandardCharsets.UTF_8));
        }
        return server;
    }

    private static HttpServer listenAgain(String before) throws IOException {
        try {
            return bind(Integer.parseInt(before));
        } catch (BindException | IllegalArgumentException taken) {
            return bind(0);
        }
    }

    private static HttpServer bind(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
    }
}
