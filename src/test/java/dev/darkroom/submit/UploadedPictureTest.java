package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.bucket.ObjectStore;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.sourcelook.MadeSources;
import dev.darkroom.step.BucketOutage;
import dev.darkroom.time.SettableClock;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadedPictureTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();
    private final List<String> put = new ArrayList<>();
    private final LocalPictures pictures;
    private final UploadedPicture uploads;
    private final LocalPictureReference first;
    private final LocalPictureReference second;
    private @Nullable BucketException failure;

    UploadedPictureTest(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("1.jpg"), MadeSources.jpeg(60, 40));
        Files.write(folder.resolve("2.jpg"), MadeSources.jpeg(40, 60));
        pictures = new LocalPictures(folder, 1_000_000, 1_000_000);
        first = pictures.refer("1.jpg");
        second = pictures.refer("2.jpg");
        ObjectStore store = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "head" -> Optional.empty();
                    case "put" -> stored(String.valueOf(arguments[1]));
                    case "presigned" -> URI.create("https://shots.test/" + arguments[1]);
                    default -> throw new AssertionError(method);
                });
        uploads = new UploadedPicture(
                pictures,
                Buckets.in(store),
                new BucketLocation("shots", "in"),
                Duration.ofHours(1),
                new BucketOutage(clock, LIMIT));
    }

    private @Nullable Object stored(String name) throws BucketException {
        if (failure != null) {
            throw failure;
        }
        put.add(name);
        return null;
    }

    @Test
    void while_the_bucket_is_away_one_row_in_a_while_tries_it_and_then_all_go() throws Exception {
        failure = new BucketException(BucketFailure.AWAY, "the bucket is away");

        assertThat(uploads.isReady()).isTrue();
        assertThatThrownBy(() -> uploads.address(first)).isInstanceOf(PicturesAwayException.class);
        assertThat(uploads.isReady()).isFalse();
        clock.advance(BucketOutage.TRIAL_INTERVAL);
        assertThat(uploads.isReady()).isTrue();
        assertThat(uploads.isReady()).isFalse();
        failure = null;

        assertThat(uploads.address(first)).startsWith("https://shots.test/");
        assertThat(uploads.isReady()).isTrue();
        assertThat(put).containsExactly(first.sha256() + ".jpg");
    }

    @Test
    void an_address_of_what_is_there_already_proves_nothing_and_the_limit_holds() throws Exception {
        uploads.address(first);
        failure = new BucketException(BucketFailure.AWAY, "the bucket is away");
        assertThatThrownBy(() -> uploads.address(second)).isInstanceOf(PicturesAwayException.class);

        assertThat(uploads.address(first)).isNotEmpty();
        clock.advance(LIMIT.plusSeconds(1));

        assertThatThrownBy(() -> uploads.address(second))
                .isInstanceOf(BucketException.class)
                .hasMessage("the bucket is away for longer than outage-limit allows");
    }

    @Test
    void a_bucket_that_refuses_is_not_waited_for() {
        failure = new BucketException(BucketFailure.REFUSED, "no right to write");

        assertThatThrownBy(() -> uploads.address(first)).isSameAs(failure);
        assertThat(uploads.isReady()).isTrue();
    }
}
