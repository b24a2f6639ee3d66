package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoredQueryTest {

    private static final IgnoredQuery SIGNATURE = new IgnoredQuery(false, Set.of("sig", "Expires"));

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            https://a.example/1.jpg                    ~ https://a.example/1.jpg     ~ https://a.example/1.jpg
            https://a.example/1.jpg?sig=a&Expires=1    ~ https://a.example/1.jpg     ~ https://a.example/1.jpg
            https://a.example/1.jpg?sig=a&w=2&Expires  ~ https://a.example/1.jpg?w=2 ~ https://a.example/1.jpg
            https://a.example/1.jpg?w=2&sig=a?b=c#top  ~ https://a.example/1.jpg?w=2#top ~ https://a.example/1.jpg#top
            https://a.example/1.jpg#a?sig=1            ~ https://a.example/1.jpg#a?sig=1 ~ https://a.example/1.jpg#a?sig=1
            https://a.example/1.jpg?SIG=a              ~ https://a.example/1.jpg?SIG=a   ~ https://a.example/1.jpg
            """)
    void only_what_is_named_is_left_out_of_an_address(String given, String withoutSignature, String withoutQuery) {
        assertThat(SIGNATURE.without(given)).isEqualTo(withoutSignature);
        assertThat(IgnoredQuery.ALL.without(given)).isEqualTo(withoutQuery);
        assertThat(IgnoredQuery.NONE.without(given)).isEqualTo(given);
    }
}
