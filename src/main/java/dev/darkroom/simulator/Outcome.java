package dev.darkroom.simulator;

import java.net.URI;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came of an ended request, in the shapes the service is known to use. */
final class Outcome {

    private Outcome() {}

    static void tell(Request request, ObjectNode body, URI origin) {
        if (request.isToFail()) {
            body.put("error", "The model could not process this image: NSFW content detected");
            return;
        }
        if (request.has(Fault.OUTPUT_ECHO)) {
            echo(request, body);
        }
        String first = output(request, 1, origin);
        if (request.has(Fault.OUTPUT_STRING)) {
            body.put("output", first);
        } else if (request.has(Fault.OUTPUT_ARRAY)) {
            putAll(request, body.putArray("output"), origin);
        } else {
            ObjectNode output = body.putObject("output");
            if (request.has(Fault.RESULT_NO_OUTPUT)) {
                return;
            }
            if (request.order().pictures() > 1) {
                putAll(request, output.putArray("images"), origin);
            } else {
                output.put("image", first);
            }
        }
    }

    private static void echo(Request request, ObjectNode body) {
        ObjectNode input = request.order().inputNode();
        body.set("input", input);
        body.set("images", input.path("image_urls").deepCopy());
        body.put("image", input.path("image_urls").path(0).asString(""));
    }

    private static void putAll(Request request, ArrayNode urls, URI origin) {
        for (int number = 1; number <= request.order().pictures(); number++) {
            urls.add(output(request, number, origin));
        }
    }

    private static String output(Request request, int number, URI origin) {
        String path = "/outputs/" + request.id() + "/" + number + "."
                + request.order().extension();
        if (request.has(Fault.OUTPUT_OTHER_HOST)) {
            return "https://example.com" + path;
        }
        if (request.has(Fault.OUTPUT_PRIVATE_ADDRESS)) {
            return "http://10.0.0.1" + path;
        }
        if (request.has(Fault.OUTPUT_FILE_URL)) {
            return "file:///etc/passwd";
        }
        if (request.has(Fault.OUTPUT_JAVASCRIPT)) {
            return "javascript:alert(1)";
        }
        boolean fresh = request.has(Fault.OUTPUT_EXPIRED) && request.fetched();
        return origin + path + (fresh ? PictureCalls.FRESH : "");
    }
}
