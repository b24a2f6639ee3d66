package dev.darkroom.plan;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelAnswer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Asks the service for prices and the balance, once each, and nothing that costs. Not thread-safe. */
final class Quotes {

    private final @Nullable ImageService service;
    private @Nullable String problem;

    /**
     * @param service null if it cannot be asked
     * @param problem why, null if it can
     */
    Quotes(@Nullable ImageService service, @Nullable String problem) {
        this.service = service;
        this.problem = problem;
    }

    /** The service's price of a model's output in USD, null if it names none. */
    @Nullable
    BigDecimal priceOf(String model) throws InterruptedException {
        if (service == null || problem != null) {
            return null;
        }
        ModelAnswer answer = service.model(model);
        if (answer instanceof ModelAnswer.Known known) {
            return known.info().price();
        }
        if (answer instanceof ModelAnswer.AccountRefused no) {
            problem =
                    "the service refuses the account (" + no.code() + ": " + no.words() + "): a run would stop with 3";
        } else if (answer instanceof ModelAnswer.Unclear unclear) {
            problem = unclear.lost()
                    ? "the service is away (" + unclear.words() + "): a run would wait for it"
                    : "the service does not describe " + model + " (" + unclear.words() + ")";
        }
        return null;
    }

    /** What is to be said of the account, after the prices were asked for. */
    Account account() throws InterruptedException {
        if (service == null || problem != null) {
            return new Account(false, problem, null);
        }
        BigDecimal balance = service.balance().orElse(null);
        return new Account(true, balance == null ? "the service tells no balance" : null, balance);
    }
}
