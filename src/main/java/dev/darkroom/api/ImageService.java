package dev.darkroom.api;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The service as the steps see it. Calls block until there is an answer or surely none; none of them throws for what
 * the service or the network does, and none sends anything twice. Thread-safe.
 */
public interface ImageService {

    /** An id of the right form that the service never gave to anybody. */
    String NOBODYS = "darkroom-asks-whether-anybody-is-there";

    /**
     * Submits a request, which may cost money.
     *
     * @param model the model's id
     * @param input the input as a JSON object
     */
    SubmitResponse submit(String model, String input) throws InterruptedException;

    /** Polls a request's status. */
    JobResponse status(String requestId) throws InterruptedException;

    /** Polls a request's result; before its end the answer is its status. */
    JobResponse result(String requestId) throws InterruptedException;

    /** Cancels a request, which works only while it waits. */
    CancelResponse cancel(String requestId) throws InterruptedException;

    /** Requests a model's price and inputs, which costs nothing. */
    ModelResponse model(String model) throws InterruptedException;

    /**
     * Returns whether the service answers free calls at all: for the model or, where that call alone is ill, for a
     * request that nobody made. Costs nothing.
     */
    default boolean isThere(String model) throws InterruptedException {
        boolean answered = !(model(model) instanceof ModelResponse.ModelUnclear unclear && unclear.lost());
        return answered || !(status(NOBODYS) instanceof JobResponse.JobUnclear other && other.lost());
    }

    /** Requests the account's balance in USD; nothing if there was no usable answer. */
    Optional<BigDecimal> balance() throws InterruptedException;
}
