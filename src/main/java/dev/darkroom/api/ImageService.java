package dev.darkroom.api;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The service as the stations see it. Calls block until there is an answer or surely none; none of them throws for
 * what the service or the network does, and none sends anything twice. Thread-safe.
 */
public interface ImageService {

    /** An id of the right form that the service never gave to anybody. */
    String NOBODYS = "darkroom-asks-whether-anybody-is-there";

    /**
     * Buys.
     *
     * @param model the model's id
     * @param input the input as a JSON object
     */
    SubmitResponse submit(String model, String input) throws InterruptedException;

    /** Asks where a request stands. */
    JobResponse status(String requestId) throws InterruptedException;

    /** Asks for a request's result; before its end the answer is where it stands. */
    JobResponse result(String requestId) throws InterruptedException;

    /** Asks to cancel a request, which works only while it waits. */
    CancelResponse cancel(String requestId) throws InterruptedException;

    /** Asks for a model's price and inputs, which costs nothing. */
    ModelResponse model(String model) throws InterruptedException;

    /**
     * Whether the service answers questions at all: for the model or, where that call alone is ill, for a request that
     * nobody made. Costs nothing.
     */
    default boolean isThere(String model) throws InterruptedException {
        boolean answered = !(model(model) instanceof ModelResponse.ModelUnclear unclear && unclear.lost());
        return answered || !(status(NOBODYS) instanceof JobResponse.JobUnclear other && other.lost());
    }

    /** Asks for the account's balance in USD; nothing if there was no usable answer. */
    Optional<BigDecimal> balance() throws InterruptedException;
}
