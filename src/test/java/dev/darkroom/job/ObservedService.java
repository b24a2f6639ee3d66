package dev.darkroom.job;

import dev.darkroom.api.CancelResponse;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobResponse;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.api.SubmitResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.env.Environment;

/**
 * Writes the calls to the real service down in a file, in order, and breaks in a way nobody foresaw after so many
 * polls. Thread-safe.
 */
final class ObservedService implements ImageService {

    /** The system property that names the file. */
    static final String CALLS = "darkroom.test.calls";

    /** The system property that says how many polls are answered before all others break. */
    static final String BREAKS_AFTER = "darkroom.test.breaks-after";

    private final ImageService service;
    private final Path calls;
    private final AtomicInteger left;

    private ObservedService(ImageService service, Path calls, int answered) {
        this.service = service;
        this.calls = calls;
        this.left = new AtomicInteger(answered);
    }

    static ObservedService before(ImageService service, Environment environment) {
        return new ObservedService(
                service,
                Path.of(environment.getRequiredProperty(CALLS)),
                environment.getProperty(BREAKS_AFTER, Integer.class, Integer.MAX_VALUE));
    }

    /** Returns the calls so far, such as {@code question 4711}, {@code submit}, {@code broken}. */
    static List<String> calls(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private synchronized void note(String call) {
        try {
            Files.writeString(calls, call + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void question(String requestId) {
        if (left.getAndDecrement() <= 0) {
            note("broken");
            throw new StackOverflowError("as a test asked for");
        }
        note("question " + requestId);
    }

    @Override
    public SubmitResponse submit(String model, String input) throws InterruptedException {
        note("submit");
        return service.submit(model, input);
    }

    @Override
    public JobResponse status(String requestId) throws InterruptedException {
        question(requestId);
        return service.status(requestId);
    }

    @Override
    public JobResponse result(String requestId) throws InterruptedException {
        question(requestId);
        return service.result(requestId);
    }

    @Override
    public CancelResponse cancel(String requestId) throws InterruptedException {
        note("cancel");
        return service.cancel(requestId);
    }

    @Override
    public ModelResponse model(String model) throws InterruptedException {
        return service.model(model);
    }

    @Override
    public Optional<BigDecimal> balance() throws InterruptedException {
        return service.balance();
    }
}
