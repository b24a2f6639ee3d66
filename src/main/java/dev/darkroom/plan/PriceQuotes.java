package dev.darkroom.plan;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.models.OutputMedium;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests prices and the balance from the service, once each, and nothing that costs. Not thread-safe. */
final class PriceQuotes {

    private final @Nullable ImageService service;
    private final Map<String, String> unpriced = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<ModelInfo> described = new ArrayList<>();
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
            ModelInfo info = known.info();
            described.add(info);
            OutputMedium medium = OutputMedium.of(model, info.kind(), info.categories(), info.inputSchema());
            if (medium != OutputMedium.PICTURE) {
                refusals.add(medium.refusal(model));
            }
            BigDecimal price = known.info().pricePerOutput();
            if (price == null) {
                unpriced.put(model, known.info().unpricedMessage());
            }
            return price;
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

    /** Returns why the service names no price of an output, by the models that were asked for. */
    Map<String, String> unpriced() {
        return unpriced;
    }

    /** Returns why nothing may be bought of models that were asked for. */
    List<String> refusals() {
        return refusals;
    }

    /** Returns what the service says of the models that were asked for. */
    List<ModelInfo> described() {
        return described;
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
