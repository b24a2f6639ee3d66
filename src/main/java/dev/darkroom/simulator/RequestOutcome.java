package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultKind;
import java.net.URI;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes the outcome of an ended request, in the shapes the service is known to use. */
final class RequestOutcome {

    private RequestOutcome() {}

    static void tell(AcceptedRequest request, ObjectNode body, URI origin) {
        if (request.isToFail()) {
            body.put("error", "The model could not process this image: NSFW content detected");
            return;
        }
        if (request.has(FaultKind.OUTPUT_ECHO)) {
            echo(request, body);
        }
        String first = output(request, 1, origin);
        if (request.has(FaultKind.OUTPUT_STRING)) {
            body.put("output", first);
        } else if (request.has(FaultKind.OUTPUT_ARRAY)) {
            putAll(request, body.putArray("output"), origin);
        } else {
            ObjectNode output = body.putObject("output");
            if (request.has(FaultKind.RESULT_NO_OUTPUT)) {
                return;
            }
            if (request.request().pictures() > 1) {
                putAll(request, output.putArray("images"), origin);
            } else {
                output.put("image", first);
            }
        }
    }

    private static void echo(AcceptedRequest request, ObjectNode body) {
        ObjectNode input = request.request().inputNode();
        body.set("input", input);
        body.set("images", input.path("image_urls").deepCopy());
        body.put("image", input.path("image_urls").path(0).asString(""));
    }

    private static void putAll(AcceptedRequest request, ArrayNode urls, URI origin) {
        for (int number = 1; number <= request.request().pictures(); number++) {
            urls.add(output(request, number, origin));
        }
    }

    private static String output(AcceptedRequest request, int number, URI origin) {
        String path = "/outputs/" + request.id() + "/" + number + "."
                + request.request().extension();
        if (request.has(FaultKind.OUTPUT_OTHER_HOST)) {
            return "https://example.com" + path;
        }
        if (request.has(FaultKind.OUTPUT_PRIVATE_ADDRESS)) {
            return "http://10.0.0.1" + path;
        }
        if (request.has(FaultKind.OUTPUT_FILE_URL)) {
            return "file:///etc/passwd";
        }
        if (request.has(FaultKind.OUTPUT_JAVASCRIPT)) {
            return "javascript:alert(1)";
        }
        boolean fresh = request.has(FaultKind.OUTPUT_EXPIRED) && request.fetched();
        return origin + path + (fresh ? PictureCalls.FRESH : "");
    }
}
