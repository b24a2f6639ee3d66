package dev.darkroom.bucket;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties by which the SDK in this process finds a {@link BucketServer}; puts back what was set before. */
public final class SdkSettings implements AutoCloseable {

    private final Map<String, @Nullable String> before = new HashMap<>();

    private SdkSettings() {}

    public static SdkSettings of(BucketServer server) {
        SdkSettings settings = new SdkSettings();
        settings.set("aws.endpointUrlS3", server.endpoint());
        settings.set("aws.accessKeyId", BucketServer.KEY_ID);
        settings.set("aws.secretAccessKey", BucketServer.SECRET);
        settings.set("aws.region", "us-east-1");
        settings.set("aws.disableEc2Metadata", "true");
        return settings;
    }

    public void set(String name, String value) {
        String known = System.setProperty(name, value);
        before.putIfAbsent(name, known);
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
