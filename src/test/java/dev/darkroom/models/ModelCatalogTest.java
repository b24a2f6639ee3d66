package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogTest {

    @ParameterizedTest
    @CsvSource({
        "flash/edit, blackforestlabs/flux-2/flash/edit",
        "flux-2/dev/edit, blackforestlabs/flux-2/dev/edit",
        "blackforestlabs/flux-2/flexx/edit, blackforestlabs/flux-2/flex/edit",
        "blackforestlabs/flux-2/flash/text_to_image, blackforestlabs/flux-2/flash/text-to-image",
        "text-to-image, blackforestlabs/flux-2/flash/text-to-image",
    })
    void finds_the_model_that_was_meant(String written, String meant) {
        assertThat(ModelCatalog.builtIn().nearest(written)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "flash/edt, true",
        "lora, true",
        "black-forest-labs/flux-2/flash/edit, true",
        "acme/upscale/x2, false",
        "acme/edit, false",
        "vendor/some/thing/of/five/parts, false",
        "'', false",
    })
    void a_model_that_is_nothing_like_it_is_not_meant(String written, boolean near) {
        assertThat(ModelCatalog.builtIn().nearest(written).isPresent()).isEqualTo(near);
    }
}
