package dev.darkroom.simulator;

import java.net.URI;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came of an ended request, in the shapes the service is known to use. */
final class Outcome {

    private Outcome() {}

    static void tell(Request request, ObjectNode body, URI origin) {
        if (request.has(Fault.JOB_FAILED)) {
            body.put("error", "The model could not process this image: NSFW content detected");
            return;
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

    private static void putAll(Request request, ArrayNode urls, URI origin) {
        for (int number = 1; number <= request.order().pictures(); number++) {
            urls.add(output(request, number, origin));
        }
    }

    private static String output(Request request, int number, URI origin) {
        return origin + "/outputs/" + request.id() + "/" + number + "."
                + request.order().extension();
    }
}
