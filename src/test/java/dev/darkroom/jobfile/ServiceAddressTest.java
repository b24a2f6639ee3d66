package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://model-api.runcomfy.net/v1,https://model-api.runcomfy.net/v1,false",
        "HTTPS://Model-API.runcomfy.net:443/v1//,https://model-api.runcomfy.net/v1,false",
        "https://a.example:8443,https://a.example:8443,false",
        "http://127.0.0.1:8080/,http://127.0.0.1:8080,true",
        "http://127.1.2.3,http://127.1.2.3,true",
        "http://LOCALHOST:80/v1,http://localhost/v1,true",
        "http://[::1]:8080/v1,http://[::1]:8080/v1,true",
        "https://localhost,https://localhost,true",
        "simulator,simulator,true"
    })
    void one_service_has_one_identity(String text, String identity, boolean loopback) {
        ServiceAddress service = ServiceAddress.parse(text);

        assertThat(service.identity()).isEqualTo(identity);
        assertThat(service.loopback()).isEqualTo(loopback);
        assertThat(service.inProcess()).isEqualTo(text.equals("simulator"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "simulater",
                "model-api.runcomfy.net/v1",
                "http://model-api.runcomfy.net/v1",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://0.0.0.0",
                "https://user:pass@a.example",
                "https://a.example?x=1",
                "https://a.example#x",
                "ftp://a.example",
                "https:///v1",
                "https://a b.example"
            })
    void what_is_not_safe_to_send_a_token_to_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceAddress.parse(text));
    }

    @Test
    void a_password_in_an_address_is_not_repeated() {
        YamlValue address = new YamlValue.YamlText(
                ValuePlace.outside("x"), "https://me:secret@a.example", YamlValue.ScalarKind.TEXT);

        assertThat(new BadValue(address, "has a user").sentence()).isEqualTo("\"https://***@a.example\" has a user");
    }
}
