package dev.darkroom;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import java.net.URI;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** Requests a model of a service, then submits one picture on the same connection: a program of its own. */
final class OnePurchase {

    static final String SECRET = "nobody-may-read-this";

    private OnePurchase() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("prepared")) {
            JvmProperties.prepare();
        }
        ImageService service = new ServiceConnector(JsonMapper.shared(), InstantSource.system())
                .connect(URI.create(arguments[1]), new ApiToken(SECRET));
        System.out.println("model " + service.model("maker/model").getClass().getSimpleName());
        System.out.println(
                "submit " + service.submit("maker/model", "{}").getClass().getSimpleName());
    }
}
