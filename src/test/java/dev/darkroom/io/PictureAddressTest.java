package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            https://a.example/1.jpg                          ~ https://a.example/1.jpg
            '  https://a.example/1.jpg\u00A0'                ~ https://a.example/1.jpg
            '\uFEFFhttps://a.example/1.jpg\u200B'            ~ https://a.example/1.jpg
            '\u00ADhttps://a.example/1.jpg\u200E\u2060\t'    ~ https://a.example/1.jpg
            https://a.example/herb stamp.jpg                 ~ https://a.example/herb%20stamp.jpg
            https://a.example/Kr\u00E4uter.jpg?n=\u00E4      ~ https://a.example/Kr%C3%A4uter.jpg?n=%C3%A4
            https://a.example/cup\uD83C\uDF89.jpg            ~ https://a.example/cup%F0%9F%8E%89.jpg
            https://a.example/mug[1].jpg?crop=1|2            ~ https://a.example/mug%5B1%5D.jpg?crop=1%7C2
            https://a.example/a%20b.jpg#main                 ~ https://a.example/a%20b.jpg#main
            https://m\u00FCnchen.example:8443/1.jpg          ~ https://xn--mnchen-3ya.example:8443/1.jpg
            https://my_bucket.host.example/1.jpg             ~ https://my_bucket.host.example/1.jpg
            https://[2001:db8::1]/1.jpg                      ~ https://[2001:db8::1]/1.jpg
            https://a.example/f_auto,w_100/1.jpg             ~ https://a.example/f_auto,w_100/1.jpg
            https://a.example/1.jpg;width=100;height=100     ~ https://a.example/1.jpg;width=100;height=100
            https://a.example/1.jpg?x=resize,w_1/format,png  ~ https://a.example/1.jpg?x=resize,w_1/format,png
            https://a.example/w_1/https://b.example/1.jpg    ~ https://a.example/w_1/https://b.example/1.jpg
            https://a.example/?u=https://b.example/1.jpg     ~ https://a.example/?u=https://b.example/1.jpg
            """)
    void what_is_sent_is_one_clean_address(String given, String sent) {
        String text = given.translateEscapes();
        assertThat(PictureAddress.normalized(text)).isEqualTo(sent);
        assertThat(PictureAddress.fault(sent)).isNull();
        assertThat(PictureAddress.normalized(sent)).isEqualTo(sent);
        assertThat(URI.create(sent).toString()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/1.jpg,https://a.example/2.jpg",
                "https://a.example/1.jpg, https://a.example/2.jpg",
                "https://a.example/1.jpg;https://a.example/2.jpg",
                "https://a.example/1.jpg\nhttps://a.example/2.jpg",
                "https://a.example/1.jpg\r\nhttps://a.example/2.jpg",
                "https://a.example/1.jpg\thttps://a.example/2.jpg",
                "https://a.example/1.jpg https://a.example/2.jpg",
                "https://a.example/1.jpg\u00A0https://a.example/2.jpg",
                "https://a.example/1.jpg\uFF5Chttps://a.example/2.jpg",
                "https://a.example/1.jpg\uFF0Chttp://a.example/2.jpg",
                "https://a.example/1.jpg\u3001https://a.example/2.jpg",
                "https://a.example/1.jpghttps://a.example/2.jpg",
                "https://a.example/1.jpg&https://a.example/2.jpg",
                "https://a.example/1.jpg|HTTPS://a.example/2.jpg",
                "https://a.example/1.jpg?v=1,https://a.example/2.jpg?v=2",
                "https://a.example/1.jpg,//a.example/2.jpg",
                "https://a.example/1.jpg,/media/2.png",
                "https://a.example/1.jpg,",
                "https://a.example/1.jpg ; "
            })
    void two_addresses_are_told_from_one(String given) {
        assertThat(PictureAddress.fault(PictureAddress.normalized(given)))
                .extracting(PictureAddress.AddressFault::message)
                .isEqualTo("looks like two addresses");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            https://a.example/\u200Bmug.jpg          ~ holds the character U+200B, which cannot be seen
            https://a.example/mug\u00A0cup.jpg       ~ holds the character U+00A0, which cannot be seen
            https://a.example/mug\u00ADcup.jpg       ~ holds the character U+00AD, which cannot be seen
            https://a\u200D.example/mug.jpg          ~ holds the character U+200D, which cannot be seen
            https://a.example/mug\\tcup.jpg          ~ holds the character U+0009, which cannot be seen
            https://a.example/mug\\033[31m.jpg        ~ holds the character U+001B, which cannot be seen
            https://a.example/mug\\000cup.jpg        ~ holds the character U+0000, which cannot be seen
            https://a.example/1.jpg?w=6&amp;h=6      ~ holds &amp;, which is HTML for another character
            https://a.example/1.jpg?w=6&#038;h=6     ~ holds &#038;, which is HTML for another character
            https://a.example/100%wool.jpg           ~ holds a % that begins no escape such as %20
            https://a.example/100%                   ~ holds a % that begins no escape such as %20
            https://a.example/1.jpg front view       ~ has something behind a picture's name and a blank
            https://a.example\\\\1.jpg               ~ holds a backslash
            https://a.example/{width}/1.jpg          ~ holds a brace, as of a placeholder that nobody filled in
            https://a.example/1.jpg"                 ~ holds a quote or an angle bracket
            https://a.example/shot #2.jpg            ~ holds a #, and what stands behind that is never asked for
            https://user:secret@a.example/1.jpg      ~ holds a login before its host
            https://https://a.example/1.jpg          ~ begins with https:// twice
            https:///1.jpg                           ~ names no host that can be: ""
            https://a..example/1.jpg                 ~ names no host that can be: "a..example"
            https://a b.example/x                    ~ names no host that can be: "a b.example"
            https://a.example:99999/x                ~ names no host that can be: "a.example:99999"
            https://[1]/x                            ~ names no host that can be: "[1]"
            https://a.example:x/x                    ~ names no host that can be: "a.example:x"
            """)
    void a_fault_is_named(String given, String message) {
        String text = given.translateEscapes();
        assertThat(PictureAddress.fault(PictureAddress.normalized(text)))
                .extracting(PictureAddress.AddressFault::message)
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            //a.example/1.jpg                  ~ is not an https URL: https: is missing
            a.example/1.jpg                    ~ is not an https URL: https:// is missing
            http://a.example/1.jpg             ~ is not an https URL
            data:image/png;base64,iVBORw0KGgo= ~ is not an https URL but a picture's data
            C:\\photos\\mug.jpg                ~ is not an https URL but a file's path
            file:///home/me/mug.jpg            ~ is not an https URL but a file's path
            <img src="https://a.example/1.jpg"> ~ is not an https URL but markup
            ![](https://a.example/1.jpg)       ~ is not an https URL but markup
            s3://bucket/1.jpg                  ~ is not an https URL: it begins with s3:
            '#N/A'                             ~ is not an https URL
            """)
    void what_is_no_web_address_is_called_what_it_is(String given, String message) {
        assertThat(PictureAddress.notHttps(given).message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "https:///1.jpg",
                "https://.a.example/1.jpg",
                "https://a..example/1.jpg",
                "https://a.example:99999/1.jpg",
                "https://me@a.example/1.jpg",
                "https://a.example/1.jpg;",
                "https://a.example/%zz.jpg",
                "https://a.example/{{file}}.jpg",
                "https://a.example/mug#1.jpg"
            })
    void an_address_that_is_plain_but_for_one_thing_has_a_fault(String address) {
        assertThat(PictureAddress.fault(address)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a/1.jpg",
                "https://a.example",
                "https://a.example./1.jpg",
                "https://my_bucket.a-b.example/x/../1.jpg?v=1&w=2+3~",
                "https://192.0.2.1/1.jpg"
            })
    void a_plain_address_has_none_and_is_sent_as_it_is(String address) {
        assertThat(PictureAddress.fault(address)).isNull();
        assertThat(PictureAddress.normalized(" " + address)).isEqualTo(address);
    }

    @Test
    void whatever_is_called_good_is_an_address_and_stays_as_it_is() {
        Mutator addresses = Mutator.ofTexts(
                List.of(
                        "https://a.example/1.jpg",
                        "https://m\u00fcnchen.example:8443/Kr\u00e4uter stempel.jpg?crop=1|2#main",
                        "https://[2001:db8::1]:443/mug[1].png?u=https://b.example/2.webp",
                        "http://my_bucket.host.example/a%20b.jpg;width=100",
                        "//a.example/1.jpg",
                        "data:image/png;base64,iVBORw0KGgo=",
                        "C:\\photos\\mug.jpg"),
                "https://",
                ".jpg",
                "@",
                "..",
                "_",
                "[::1]",
                ":443",
                "\uff0e",
                "\u3002",
                "xn--",
                "xn--\u00e4");
        FuzzCases.eachText(addresses, text -> {
            String sent = PictureAddress.normalized(text);

            assertThat(PictureAddress.normalized(sent)).isEqualTo(sent);
            assertThat(PictureAddress.notHttps(sent).message()).isNotBlank();
            PictureAddress.AddressFault fault = PictureAddress.fault(sent);
            if (fault != null) {
                assertThat(fault.message()).isNotBlank();
                assertThat(fault.remedy()).isNotBlank();
            } else if (PictureAddress.isWeb(sent)) {
                assertThat(URI.create(sent).toASCIIString()).isEqualTo(sent);
                assertThat(PictureAddress.host(sent)).isNotEmpty();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/Kr%c3%a4uter.jpg?x=%2f, https://a.example/Kr%C3%A4uter.jpg?x=%2F",
        "https://a.example/Kr\u00e4uter.jpg, https://a.example/Kr%C3%A4uter.jpg",
        "https://a.example/%68erb%2Djar%7E.jpg, https://a.example/herb-jar~.jpg",
        "HTTPS://Me@A.Example:8443/B.jpg, https://Me@a.example:8443/B.jpg",
        "https://a.example/a%20b%25%41.jpg, https://a.example/a%20b%25A.jpg",
        "no address%c3, no address%c3"
    })
    void spellings_that_mean_the_same_are_compared_as_one(String text, String compared) {
        assertThat(PictureAddress.compared(text)).isEqualTo(compared);
        assertThat(PictureAddress.compared(compared)).isEqualTo(compared);
    }

    @Test
    void the_host_is_found_in_every_form() {
        assertThat(PictureAddress.host("https://Me@My_Bucket.example:443/a[1].jpg"))
                .isEqualTo("my_bucket.example");
        assertThat(PictureAddress.host("not an address")).isEmpty();
    }
}
