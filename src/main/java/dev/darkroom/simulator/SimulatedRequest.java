package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.SimulatorJson;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The model and the input of a request. The input is held as bytes: thousands of them must not fill the memory. */
final class SimulatedRequest {

    private final String model;
    private final byte[] input;
    private final int pictures;
    private final String format;
    private final int attempt;

    private SimulatedRequest(String model, byte[] input, int pictures, String format, int attempt) {
        this.model = model;
        this.input = input;
        this.pictures = pictures;
        this.format = format;
        this.attempt = attempt;
    }

    /**
     * @param input checked and with its defaults
     * @param attempt how often this very input was sent until now, this time included
     */
    static SimulatedRequest of(String model, ObjectNode input, int attempt) {
        int pictures = input.path("num_images").asInt(1);
        String format = input.path("output_format").asString("png").toLowerCase(Locale.ROOT);
        return new SimulatedRequest(model, SimulatorJson.bytes(input), pictures, format, attempt);
    }

    /** Returns the model's id. */
    String model() {
        return model;
    }

    /** Returns how many pictures it gives. */
    int pictures() {
        return pictures;
    }

    /** Returns {@code png}, {@code jpeg} or {@code webp}. */
    String format() {
        return format;
    }

    int attempt() {
        return attempt;
    }

    ObjectNode inputNode() {
        return SimulatorJson.read(input).asObject();
    }

    String prompt() {
        return inputNode().path("prompt").asString("");
    }

    /** Returns the file names' ending. */
    String extension() {
        return format.equals("jpeg") ? "jpg" : format;
    }
}
