package dev.darkroom.models;

import java.util.List;

/**
 * Names the inputs that Darkroom itself acts on; all others it only passes on. The service's models share these names, and
 * a model of one's own has such an input where its schema has the name.
 */
public final class InputNames {

    public static final String PROMPT = "prompt";
    public static final String SEED = "seed";
    public static final String OUTPUT_FORMAT = "output_format";
    public static final String IMAGE_SIZE = "image_size";
    public static final String WIDTH = "width";
    public static final String HEIGHT = "height";

    /** The inputs that hold addresses of source pictures, a list or a single one, in the order in which they are shown. */
    public static final List<String> PICTURES = List.of("image_urls", "image_url");

    /** The one input by which a request gets more than one output. */
    static final String OUTPUTS = "num_images";

    static final String PROMPT_EXPANSION = "enable_prompt_expansion";

    private InputNames() {}
}
