package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.SimulatorJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** Valid inputs to start from. */
public final class SampleInputs {

    public static final String FLASH = "blackforestlabs/flux-2/flash/edit";
    static final String TEXT = "blackforestlabs/flux-2/flash/text-to-image";
    static final String FLEX = "blackforestlabs/flux-2/flex/edit";
    static final String DEV = "blackforestlabs/flux-2/dev/edit";
    static final String LORA = "blackforestlabs/flux-2/lora/edit";

    private SampleInputs() {}

    public static ObjectNode edit(String prompt) {
        ObjectNode input = SimulatorJson.object().put("prompt", prompt);
        input.putArray("image_urls").add("https://shop.example/mug.png");
        return input;
    }

    public static ObjectNode of(String json) {
        return SimulatorJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .asObject();
    }
}
