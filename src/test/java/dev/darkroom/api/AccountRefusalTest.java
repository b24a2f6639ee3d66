package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRefusalTest {

    @ParameterizedTest
    @CsvSource({
        "400002, top up the balance",
        "HTTP_402, top up the balance",
        "400004, check the token",
        "HTTP_401, check the token"
    })
    void a_user_is_told_what_to_do(String code, String remedy) {
        assertThat(AccountRefusal.message(code, "its words")).contains(code + ": its words; " + remedy);
    }
}
