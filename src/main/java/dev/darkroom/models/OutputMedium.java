package dev.darkroom.models;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells what a model makes, by what its catalog entry and its schema say. What says nothing of it makes pictures; an
 * entry's or a schema's {@code kind} goes before all else.
 */
public enum OutputMedium {
    PICTURE("pictures"),
    VIDEO("video"),
    AUDIO("audio"),
    THREE_D("3D");

    private static final Map<String, OutputMedium> WORDS = Map.ofEntries(
            Map.entry("image", PICTURE),
            Map.entry("picture", PICTURE),
            Map.entry("photo", PICTURE),
            Map.entry("video", VIDEO),
            Map.entry("movie", VIDEO),
            Map.entry("animation", VIDEO),
            Map.entry("audio", AUDIO),
            Map.entry("music", AUDIO),
            Map.entry("song", AUDIO),
            Map.entry("speech", AUDIO),
            Map.entry("tts", AUDIO),
            Map.entry("sound", AUDIO),
            Map.entry("3d", THREE_D),
            Map.entry("mesh", THREE_D));

    private static final Set<String> VIDEO_INPUTS = Set.of(
            "duration",
            "duration_seconds",
            "video_length",
            "video_duration",
            "num_frames",
            "fps",
            "frame_rate",
            "frames_per_second",
            "generate_audio");

    private static final Map<String, OutputMedium> FORMATS = Map.ofEntries(
            Map.entry("mp4", VIDEO),
            Map.entry("webm", VIDEO),
            Map.entry("mov", VIDEO),
            Map.entry("mp3", AUDIO),
            Map.entry("wav", AUDIO),
            Map.entry("flac", AUDIO),
            Map.entry("ogg", AUDIO),
            Map.entry("glb", THREE_D),
            Map.entry("gltf", THREE_D),
            Map.entry("obj", THREE_D),
            Map.entry("fbx", THREE_D),
            Map.entry("stl", THREE_D));

    /** Finds what a description says that the model makes. */
    private static final Pattern MAKES = Pattern.compile(
            "\\b(?:(?:text|image|picture|photo|audio|speech|video)s?[ -]to[ -](\\w+)"
                    + "|(?:generat|creat|produc|synthesi[sz]|mak)(?:es?|ing) ([^.,;]*?)(?= from | of | for | with | by |[.,;]|$))");

    private final String label;

    OutputMedium(String label) {
        this.label = label;
    }

    /**
     * Tells it of a model in the service's catalog.
     *
     * @param id the model's id
     * @param kind in the catalog's words, null if it names none
     * @param categories in the catalog's words
     * @param schema of the model's inputs, null if there is none
     */
    public static OutputMedium of(
            String id, @Nullable String kind, Collection<String> categories, @Nullable JsonNode schema) {
        OutputMedium said = lastWord(kind);
        if (said != null) {
            return said;
        }
        Set<OutputMedium> among = EnumSet.noneOf(OutputMedium.class);
        for (String category : categories) {
            OutputMedium medium = lastWord(category);
            if (medium != null) {
                among.add(medium);
            }
        }
        if (among.size() == 1) {
            return among.iterator().next();
        }
        OutputMedium named = lastWord(id.substring(id.indexOf('/') + 1));
        if (named != null) {
            return named;
        }
        return schema == null ? PICTURE : of(schema);
    }

    /**
     * Tells it of a model that a file describes.
     *
     * @param given the service's answer for a model, or a schema whose title is the model's id
     */
    public static OutputMedium ofFile(JsonNode given) {
        JsonNode inputs = given.has("input_schema") ? given.path("input_schema") : given;
        String id = given.path("model_id").asString(inputs.path("title").asString(""));
        String kind = given.path("kind").asString("");
        return of(id, kind, words(given.path("categories")), inputs);
    }

    /** Returns the texts of a list, or the one text. */
    public static List<String> words(JsonNode given) {
        return given.isString()
                ? List.of(given.stringValue())
                : given.valueStream().map(each -> each.asString("")).toList();
    }

    private static OutputMedium of(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        for (String name : properties.propertyNames()) {
            if (VIDEO_INPUTS.contains(name)) {
                return VIDEO;
            }
        }
        Set<OutputMedium> formats = EnumSet.noneOf(OutputMedium.class);
        for (String format : words(properties.path("output_format").path("enum"))) {
            formats.add(FORMATS.getOrDefault(format.toLowerCase(Locale.ROOT), PICTURE));
        }
        if (formats.size() == 1 && !formats.contains(PICTURE)) {
            return formats.iterator().next();
        }
        Matcher makes = MAKES.matcher(schema.path("description").asString("").toLowerCase(Locale.ROOT));
        OutputMedium described = makes.find() ? lastWord(makes.group()) : null;
        return described == null ? PICTURE : described;
    }

    /** Returns the medium that a text names last, as image-to-video is video; null if it names none. */
    private static @Nullable OutputMedium lastWord(@Nullable String text) {
        OutputMedium last = null;
        for (String word : (text == null ? "" : text.toLowerCase(Locale.ROOT)).split("[^a-z0-9]+", -1)) {
            OutputMedium medium = WORDS.getOrDefault(word, WORDS.get(word.replaceFirst("s$", "")));
            last = medium == null ? last : medium;
        }
        return last;
    }

    /** Says why nothing may be bought of a model, without the remedy. */
    public String refusal(String model) {
        return "the model " + model + " makes " + label + ", and Darkroom keeps pictures alone";
    }

    /** Says what to do about a refusal. */
    public static String remedy() {
        return "Take a model that makes pictures";
    }
}
