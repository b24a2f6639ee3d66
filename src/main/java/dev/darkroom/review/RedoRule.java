package dev.darkroom.review;

import dev.darkroom.io.Sha256;
import dev.darkroom.ledger.history.RedoChain;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.InputNames;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rule by which a rejected row is made again: with another prompt or, without one, with another seed. Never with
 * what was rejected before. The same rejection comes to the same every time, so that reviewing twice submits nothing
 * twice.
 *
 * @param madeBy the request whose picture it makes again
 * @param seed the new seed; null if the row's own or a derived one goes
 * @param prompt the new prompt; null if the row's own goes
 */
record RedoRule(
        String madeBy, @Nullable Long seed, @Nullable String prompt) {

    private static final int MAX_TRIES = 10_000;

    /**
     * Works it out.
     *
     * @param prompt the prompt that is requested; empty if none
     * @param rejected whether the picture of an input key was rejected
     * @throws IllegalArgumentException if the model has no prompt, or no seed is left
     */
    static RedoRule of(
            RedoChain.RedoOrigin origin, ImageModel model, Optional<String> prompt, Predicate<String> rejected) {
        ObjectNode input =
                JsonMapper.shared().readTree(origin.input()).asObject().deepCopy();
        if (prompt.isPresent()) {
            if (!model.hasInput(InputNames.PROMPT)) {
                throw new IllegalArgumentException("the model " + model.id() + " takes no prompt");
            }
            boolean ownSeed = key(model, input).equals(origin.inputKey());
            input.put(InputNames.PROMPT, prompt.get());
            ObjectNode changed = input.deepCopy();
            if (!ownSeed) {
                changed.remove(InputNames.SEED);
            }
            String wanted = key(model, changed);
            if (!wanted.equals(origin.inputKey()) && !rejected.test(wanted)) {
                return new RedoRule(origin.madeBy(), null, prompt.get());
            }
        }
        String next = prompt.isPresent() ? prompt.get() : standing(origin, input);
        if (next != null) {
            input.put(InputNames.PROMPT, next);
        }
        Long seed = model.hasInput(InputNames.SEED) ? newSeed(origin, model, input, rejected) : null;
        return new RedoRule(origin.madeBy(), seed, next);
    }

    /** The prompt of the picture that was reviewed, if it came from a redo with another one than the row's own. */
    private static @Nullable String standing(RedoChain.RedoOrigin origin, ObjectNode input) {
        String made = origin.made();
        if (made == null) {
            return null;
        }
        JsonNode prompt = JsonMapper.shared().readTree(made).path(InputNames.PROMPT);
        return prompt.isString() && !prompt.equals(input.path(InputNames.PROMPT)) ? prompt.stringValue() : null;
    }

    private static Long newSeed(
            RedoChain.RedoOrigin origin, ImageModel model, ObjectNode input, Predicate<String> rejected) {
        JsonNode limits = model.schema().path("properties").path(InputNames.SEED);
        BigInteger least = limit(limits, "minimum", BigInteger.ONE).max(BigInteger.ONE);
        BigInteger most = limit(limits, "maximum", BigInteger.valueOf(Integer.MAX_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE));
        BigInteger range = most.subtract(least).add(BigInteger.ONE);
        for (int attempt = 1; attempt <= MAX_TRIES && range.signum() > 0; attempt++) {
            long seed = least.add(hash(origin.inputKey() + "\nredo " + attempt).mod(range))
                    .longValueExact();
            input.put(InputNames.SEED, seed);
            if (!origin.seeds().contains(seed) && !rejected.test(key(model, input))) {
                return seed;
            }
        }
        throw new IllegalArgumentException("no seed is left that was not tried");
    }

    private static BigInteger limit(JsonNode limits, String name, BigInteger otherwise) {
        JsonNode limit = limits.path(name);
        return limit.isNumber() ? limit.decimalValue().toBigInteger() : otherwise;
    }

    private static String key(ImageModel model, ObjectNode input) {
        return InputKey.of(model.id(), input).hex();
    }

    private static BigInteger hash(String text) {
        return BigInteger.valueOf(Sha256.first64Bits(text) >>> 1);
    }
}
