package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageSanitizerTest {

    private final MessageSanitizer sanitizer = new MessageSanitizer(new ApiToken("secret-token"));

    @Test
    void a_signature_that_an_answer_repeats_is_masked_and_the_rest_of_the_address_stays() {
        assertThat(sanitizer.of("cannot fetch https://shots.example/a.png?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKID%2F20260101%2Fus-east-1&X-Amz-Expires=7200"
                        + "&X-Amz-Security-Token=abc%2Bdef&X-Amz-Signature=0123abcd: HTTP 403"))
                .isEqualTo("cannot fetch https://shots.example/a.png?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=***&X-Amz-Expires=7200&X-Amz-Security-Token=***&X-Amz-Signature=***"
                        + " HTTP 403");
        assertThat(sanitizer.of("see \"https://a.example/?X-Amz-Signature=0123abcd\" there"))
                .isEqualTo("see \"https://a.example/?X-Amz-Signature=***\" there");
    }

    @Test
    void a_picture_that_an_answer_repeats_is_masked_before_the_text_is_cut() {
        assertThat(sanitizer.of(
                        "image_urls[0]: data:image/png;base64," + "iVBORw0KGgo+/=".repeat(500) + " is not taken"))
                .isEqualTo("image_urls[0]: data:image/png;base64,*** is not taken");
    }
}
