package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OutputMediumTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "vendor/a | image-to-video | - | VIDEO",
                "vendor/a | Video | - | VIDEO",
                "vendor/a | image | Image to Video | PICTURE",
                "vendor/a | - | Text to Video;Video | VIDEO",
                "vendor/a | workflow | Image to 3D | THREE_D",
                "vendor/a | - | Text to Speech | AUDIO",
                "vendor/a | - | image;edit | PICTURE",
                "vendor/a/image-to-video | - | image;video | VIDEO",
                "kling/2.6/pro/image-to-video | - | - | VIDEO",
                "vendor/music-1 | - | - | AUDIO",
                "hunyuan/image-to-3d | - | - | THREE_D",
                "video-makers/flux/text-to-image | - | - | PICTURE",
                "blackforestlabs/flux-2/flash/edit | - | - | PICTURE"
            })
    void the_catalogs_words_tell(String id, @Nullable String kind, @Nullable String categories, OutputMedium medium) {
        List<String> all = categories == null ? List.of() : List.of(categories.split(";"));
        assertThat(OutputMedium.of(id, kind, all, null)).isEqualTo(medium);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'title':'v/m','properties':{'prompt':{},'num_frames':{}}} | VIDEO",
                "{'title':'v/m','properties':{'prompt':{},'duration':{}}} | VIDEO",
                "{'title':'v/m','kind':'image','properties':{'duration':{}}} | PICTURE",
                "{'title':'v/m','properties':{'output_format':{'enum':['mp3','wav']}}} | AUDIO",
                "{'title':'v/m','properties':{'output_format':{'enum':['png','mp4']}}} | PICTURE",
                "{'title':'v/m','description':'Generates a short video from a picture.','properties':{}} | VIDEO",
                "{'title':'v/m','description':'Text-to-video at 1080p','properties':{}} | VIDEO",
                "{'title':'v/m','description':'Generates an image from a video frame.','properties':{}} | PICTURE",
                "{'model_id':'v/m','categories':['3D'],'input_schema':{'properties':{}}} | THREE_D"
            })
    void a_schema_tells(String schema, OutputMedium medium) {
        assertThat(OutputMedium.ofFile(JsonMapper.shared().readTree(schema.replace('\'', '"'))))
                .isEqualTo(medium);
    }

    @Test
    void the_built_in_models_make_pictures() {
        Stream<ImageModel> models = ModelCatalog.builtIn().all().stream();
        assertThat(models).allMatch(model -> OutputMedium.ofFile(model.schema()) == OutputMedium.PICTURE);
    }
}
