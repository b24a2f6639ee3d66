package dev.darkroom.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketLocationTest {

    private static final Path RUN_FOLDER = Path.of("home", "runs", "night-2026-11-28");

    @ParameterizedTest
    @CsvSource({
        "s3://shots, shots, ''",
        "s3://shots/, shots, ''",
        "s3://shots.example-1/night/, shots.example-1, night",
        "s3://shots/a/b(2)/c!_.x, shots, a/b(2)/c!_.x"
    })
    void an_address_is_a_bucket_and_a_prefix(String address, String bucket, String prefix) {
        assertThat(BucketLocation.parse(address)).isEqualTo(new BucketLocation(bucket, prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shots",
                "s3:/shots",
                "s3://",
                "s3://ab",
                "s3://Shots/x",
                "s3://sh..ots/x",
                "s3://user:password@shots/x",
                "s3://shots//x",
                "s3://shots/a/../b",
                "s3://shots/./b",
                "s3://shots/a//",
                "s3://shots/ü",
                "s3://shots/a?versionId=1",
                "s3://shots/output.s3/x",
                "s3://output.s3/x"
            })
    void what_is_not_one_is_refused(String address) {
        assertThatThrownBy(() -> BucketLocation.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(has|is) .*");
    }

    @Test
    void the_staging_directory_tells_the_location_and_others_do_not() {
        BucketLocation location = BucketLocation.parse("s3://shots/nightly/run-1");
        BucketLocation whole = BucketLocation.parse("s3://shots");

        assertThat(BucketLocation.of(location.staging(RUN_FOLDER))).contains(location);
        assertThat(BucketLocation.of(whole.staging(RUN_FOLDER))).contains(whole);
        assertThat(BucketLocation.shown(location.staging(RUN_FOLDER))).isEqualTo("s3://shots/nightly/run-1");
        assertThat(BucketLocation.of(RUN_FOLDER)).isEmpty();
        assertThat(BucketLocation.of(RUN_FOLDER.resolve("output.s3"))).isEmpty();
        assertThat(BucketLocation.shown(RUN_FOLDER)).isEqualTo(RUN_FOLDER.toString());
    }

    @Test
    void keys_begin_with_the_prefix_and_may_be_so_long() {
        assertThat(BucketLocation.parse("s3://shots/a").key("images/ü.png")).isEqualTo("a/images/ü.png");
        assertThat(BucketLocation.parse("s3://shots").key("images/ü.png")).isEqualTo("images/ü.png");
        assertThat(BucketLocation.parse("s3://shots/a").takes("ü".repeat(511))).isTrue();
        assertThat(BucketLocation.parse("s3://shots/a").takes("ü".repeat(512))).isFalse();
    }
}
