package dev.darkroom.plan;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelResponse;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Requests prices and the balance from the service, once each, and nothing that costs. Not thread-safe. */
final class PriceQuotes {

    private final @Nullable ImageService service;
    private @Nullable String problem;

    /**
     * @param service null if it cannot be called
     * @param problem why, null if it can
     */
    PriceQuotes(@Nullable ImageService service, @Nullable String problem) {
        this.service = service;
        this.problem = problem;
    }

    /** The service's price of a model's output in USD, null if it names none. */
    @Nullable
    BigDecimal priceOf(String model) throws InterruptedException {
        if (service == null || problem != null) {
            return null;
        }
        ModelResponse response = service.model(model);
        if (response instanceof ModelResponse.ModelKnown known) {
            return known.info().price();
        }
        if (response instanceof ModelResponse.ModelAccountRefused no) {
            problem = "the service refuses the account (" + no.code() + ": " + no.message()
                    + "): a run would stop with 3";
        } else if (response instanceof ModelResponse.ModelUnclear unclear) {
            problem = unclear.lost()
                    ? "the service is away (" + unclear.message() + "): a run would wait for it"
                    : "the service does not describe " + model + " (" + unclear.message() + ")";
        }
        return null;
    }

    /** Returns what is known of the account, after the prices were requested. */
    AccountInfo account() throws InterruptedException {
        if (service == null || problem != null) {
            return new AccountInfo(false, problem, null);
        }
        BigDecimal balance = service.balance().orElse(null);
        return new AccountInfo(true, balance == null ? "the service tells no balance" : null, balance);
    }
}
