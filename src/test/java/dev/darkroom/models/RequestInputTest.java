package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RequestInputTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "darkroom");

    @Test
    void pictures_are_those_of_a_list_and_a_single_one() {
        assertThat(input("{\"image_urls\":[\"https://a/1\",\"https://a/2\"]}").pictures())
                .containsExactly("https://a/1", "https://a/2");
        assertThat(input("{\"image_url\":\"https://a/1\"}").pictures()).containsExactly("https://a/1");
        assertThat(input("{\"image_url\":\"https://a/3\",\"image_urls\":[\"https://a/1\"]}")
                        .pictures())
                .containsExactly("https://a/1", "https://a/3");
    }

    @Test
    void what_is_no_address_is_no_picture() {
        assertThat(input("{\"image_urls\":[],\"prompt\":\"https://a/1\"}").pictures())
                .isEmpty();
        assertThat(input("{\"image_url\":null,\"image_urls\":[7,{}]}").pictures())
                .isEmpty();
    }

    @Test
    void prompt_and_seed_may_be_missing() {
        assertThat(input("{}").prompt()).isNull();
        assertThat(input("{\"prompt\":7}").prompt()).isNull();
        assertThat(input("{\"prompt\":\"red\"}").prompt()).isEqualTo("red");
        assertThat(input("{}").seed()).isNull();
        assertThat(input("{\"seed\":7}").seed()).isEqualTo(7);
        assertThat(input("{\"seed\":7.5}").seed()).isNull();
    }

    @Test
    void a_request_is_for_one_output_at_least() {
        assertThat(input("{}").outputs()).isEqualTo(1);
        assertThat(input("{\"num_images\":3}").outputs()).isEqualTo(3);
        assertThat(input("{\"num_images\":0}").outputs()).isEqualTo(1);
    }

    /** Searches every other room but the simulator, which is the service and has its own idea of its inputs. */
    @Test
    void no_other_room_names_an_input() throws IOException {
        Pattern literal = Pattern.compile(
                "\"(image_urls?|image_size|num_images|output_format|enable_prompt_expansion)\"|\"(prompt|seed)\";");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.startsWith(SOURCES.resolve("models")))
                    .filter(path -> !path.startsWith(SOURCES.resolve("simulator")))
                    .toList()) {
                literal.matcher(Files.readString(file))
                        .results()
                        .forEach(match -> found.add(file.getFileName() + ": " + match.group()));
            }
        }
        assertThat(found).isEmpty();
    }

    private static RequestInput input(String json) {
        return new RequestInput(JsonMapper.shared().readTree(json));
    }
}
