package dev.darkroom.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.errors.SourceFault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {

    private static final String PAGE = "<!DOCTYPE html><html><title>Mug</title>";

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            application/pdf    ~ %PDF-1.7                                     ~ a PDF document, not a picture
            image/jpeg         ~ %PDF-1.7                                     ~ a PDF document, not a picture
            image/png          ~ '\ufeff\n<!-- x --><!doctype HTML><body>'    ~ a web page, not a picture
            text/html          ~ Please wait                                  ~ a web page, not a picture
            text/html          ~ <html><input type="password" name="p">       ~ a page that asks for a login, not the picture
            text/html          ~ <html><title>Sign in - Shop</title>          ~ a page that asks for a login, not the picture
            image/svg+xml      ~ '<?xml version="1.0"?><svg width="1">'        ~ an SVG drawing, which has no pixels
            application/xml    ~ '<?xml version="1.0"?><Error><Code>NoSuchKey' ~ an XML text, such as a host's error message, not a picture
            application/json   ~ {"error":"expired"}                          ~ a JSON text, not a picture
            application/zip    ~ 'PK\003\004'                                 ~ a ZIP archive, not a picture
            video/mp4          ~ '\0\0\0\030ftypisom'                         ~ a film, not a picture
            ''                 ~ ''                                           ~ nothing: its answer is empty
            application/x-thing ~ thing                                       ~ something that does not begin as a picture does; its host calls it application/x-thing
            """)
    void what_is_no_picture_is_called_by_its_name(String contentType, String begin, String what) {
        byte[] bytes = begin.translateEscapes().getBytes(StandardCharsets.UTF_8);

        AddressFinding finding = requireNonNull(
                first("https://shop.com/1.jpg", contentType, bytes).finding("https://shop.com/1.jpg"));

        assertThat(finding.message()).isEqualTo("gives " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            https://drive.google.com/file/d/1AbCdEfGhIjK/view?usp=sharing ~ Google Drive's page ~ https://drive.google.com/uc?export=download&id=1AbCdEfGhIjK
            https://drive.google.com/open?id=1AbCdEfGhIjK                 ~ Google Drive's page ~ https://drive.google.com/uc?export=download&id=1AbCdEfGhIjK
            https://www.dropbox.com/scl/fi/abc/mug.jpg?rlkey=x&dl=0       ~ Dropbox's page      ~ dl=1
            https://1drv.ms/i/s!AbC                                       ~ OneDrive's page     ~ download=1
            https://shop-my.sharepoint.com/:i:/g/personal/abc             ~ OneDrive's page     ~ download=1
            """)
    void a_share_link_is_named_with_the_way_to_the_file(String url, String what, String remedy) {
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);

        AddressFinding direct = requireNonNull(first(url, "text/html", page).finding(url));
        AddressFinding redirected = first(url, "text/html", page).finding("https://short.example/1");

        assertThat(direct).isEqualTo(redirected);
        assertThat(direct.message()).isEqualTo("gives " + what + " about the file, not the picture");
        assertThat(direct.remedy()).contains(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.google.com/v3/signin/identifier",
                "https://login.microsoftonline.com/common/oauth2/authorize",
                "https://shop.com/account/login?next=/1.jpg"
            })
    void a_login_is_told_by_where_it_leads_to(String from) {
        AddressFinding finding = requireNonNull(
                first(from, "text/html", PAGE.getBytes(StandardCharsets.UTF_8)).finding("https://shop.com/1.jpg"));

        assertThat(finding.message()).contains("asks for a login");
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0089PNG\r\n\u001a\n', image/png",
        "'\u00ff\u00d8\u00ff\u00e0', binary/octet-stream",
        "'RIFF\0\0\0\0WEBP', image/jpeg",
        "'GIF89a', ''",
        "'GIF87a', text/html"
    })
    void a_picture_is_told_by_its_bytes_whatever_its_host_calls_it(String begin, String contentType) {
        byte[] bytes = unescaped(begin).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(first("https://drive.google.com/uc?id=1", contentType, bytes).finding("https://shop.com/1"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'\0\0\0\040ftypavif', image/png,  AVIF",
        "'\0\0\0\040ftypheic', image/jpeg, HEIC",
        "'\0\0\0\040ftypmif1', text/html,  HEIC",
        "'II*\0',               image/tiff, TIFF",
        "'MM\0*',               '',         TIFF",
        "'BM',                  image/bmp,  BMP",
        "'8BPS',                image/png,  Photoshop",
        "'\0\0\0\014JXL ',      image/jxl,  JPEG XL",
        "'\0\0\0\014jP  ',      image/jp2,  JPEG 2000"
    })
    void a_picture_of_another_type_than_models_are_known_to_take_is_not_good(
            String begin, String contentType, String type) {
        byte[] bytes = unescaped(begin).getBytes(StandardCharsets.ISO_8859_1);

        AddressFinding finding = requireNonNull(
                first("https://shop.com/1.jpg", contentType, bytes).finding("https://shop.com/1.jpg"));

        assertThat(finding.fault()).isEqualTo(SourceFault.OTHER_FORMAT);
        assertThat(finding.message()).startsWith("gives a picture of the type " + type + ", whatever");
    }

    @Test
    void one_of_too_many_bytes_is_told() {
        byte[] jpeg = PictureHost.picture("jpg");
        URI from = URI.create("https://shop.com/1");

        assertThat(new FirstBytes(from, "", OptionalLong.of(50_000_000), begin(jpeg)).finding("https://shop.com/1"))
                .isNull();
        assertThat(new FirstBytes(from, "", OptionalLong.of(73_000_000), begin(jpeg)).finding("https://shop.com/1"))
                .isNotNull()
                .matches(finding -> finding.fault() == SourceFault.TOO_LARGE)
                .extracting(AddressFinding::message)
                .asString()
                .startsWith("begins as a picture of 73 MB");
    }

    private static String unescaped(String text) {
        return text.translateEscapes();
    }

    private static String begin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static FirstBytes first(String from, String contentType, byte[] bytes) {
        return new FirstBytes(URI.create(from), contentType, OptionalLong.empty(), begin(bytes));
    }
}
