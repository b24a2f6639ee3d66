package dev.darkroom.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The faults of a service on a bare socket in some of a run's calls, beyond what a decent HTTP server could do. */
enum SocketFault {
    NONE("nothing", AffectedCall.NO, 0, false),
    SUBMIT_RESET("a submit's connection is reset (RST), nothing is accepted", AffectedCall.SUBMIT, 1, false),
    SUBMIT_TAKEN_AND_RESET("a submit is accepted, then its connection is reset (RST)", AffectedCall.SUBMIT, 1, true),
    SUBMIT_NO_HTTP("a submit is accepted, its answer is not HTTP", AffectedCall.SUBMIT, 1, true),
    SUBMIT_HALF_A_HEAD("a submit is accepted, its answer ends within the headers", AffectedCall.SUBMIT, 1, true),
    SUBMIT_HALF_A_BODY("a submit is accepted, its answer ends within the body", AffectedCall.SUBMIT, 1, true),
    SUBMIT_BAD_CHUNKS("a submit is accepted, its answer's chunks are garbled", AffectedCall.SUBMIT, 1, true),
    SUBMIT_GIANT("a submit is accepted, its answer is a body of 5 MiB", AffectedCall.SUBMIT, 1, true),
    SUBMIT_STALLS("a submit is accepted, its answer comes to a halt within the body", AffectedCall.SUBMIT, 1, true),
    SUBMIT_CONTINUE("a submit's answer follows a `100 Continue` that nobody asked for", AffectedCall.SUBMIT, 1, true),
    SUBMIT_HINTS("a submit's answer follows `103 Early Hints`", AffectedCall.SUBMIT, 1, true),
    SUBMIT_OLD_HTTP("a submit's answer is HTTP/1.0 without a length", AffectedCall.SUBMIT, 1, true),
    SUBMIT_TWICE_ANSWERED("a submit's answer is followed by another one with another id", AffectedCall.SUBMIT, 1, true),
    SUBMIT_PROXY_LOGIN("a submit is answered by a proxy that wants a login (407), once", AffectedCall.SUBMIT, 1, false),
    QUESTION_RESET("questions' connections are reset (RST), four times", AffectedCall.QUESTION, 4, false),
    QUESTION_NO_HTTP("a question's answer is not HTTP", AffectedCall.QUESTION, 1, false),
    QUESTION_GIANT("a question's answer is a body of 5 MiB", AffectedCall.QUESTION, 1, false),
    QUESTION_STALLS("a question's answer comes to a halt within the body", AffectedCall.QUESTION, 1, false),
    OUTPUT_RESET("an output's connection is reset (RST), four times", AffectedCall.OUTPUT, 4, false),
    OUTPUT_CUT_AND_RESET("an output's connection is reset (RST) within the picture", AffectedCall.OUTPUT, 1, true),
    OUTPUT_NO_HTTP("an output's answer is not HTTP", AffectedCall.OUTPUT, 1, false),
    LEAVES("the service stops listening after the first look at the balance", AffectedCall.BALANCE, 1, true),
    REFUSES("nobody listens", AffectedCall.NO, 0, false),
    NO_NAME("the service's host has no address", AffectedCall.NO, 0, false),
    NO_TLS("the service speaks no TLS where https was asked for", AffectedCall.NO, 0, false);

    private static final int GIANT = 5 << 20;

    private final String message;
    private final AffectedCall call;
    private final int times;
    private final boolean heard;

    SocketFault(String message, AffectedCall call, int times, boolean heard) {
        this.message = message;
        this.call = call;
        this.times = times;
        this.heard = heard;
    }

    static SocketFault of(String message) {
        return Arrays.stream(values())
                .filter(ailment -> ailment.message.equals(message))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no ailment is: " + message));
    }

    String message() {
        return message;
    }

    AffectedCall call() {
        return call;
    }

    int times() {
        return times;
    }

    /** Returns whether the service behind it does what was requested before its answer suffers. */
    boolean heard() {
        return heard;
    }

    boolean stalls() {
        return this == SUBMIT_STALLS || this == QUESTION_STALLS;
    }

    /** Does the fault; returns whether the connection may stay. */
    boolean strike(Socket connection, GateResponse reply) throws IOException {
        OutputStream out = connection.getOutputStream();
        switch (this) {
            case SUBMIT_NO_HTTP, QUESTION_NO_HTTP, OUTPUT_NO_HTTP -> write(out, "SSH-2.0-OpenSSH_9.6\r\n");
            case SUBMIT_HALF_A_HEAD -> write(out, "HTTP/1.1 200 OK\r\nContent-Le");
            case SUBMIT_BAD_CHUNKS ->
                write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"requ\r\n");
            case SUBMIT_PROXY_LOGIN ->
                write(out, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
            case SUBMIT_GIANT, QUESTION_GIANT -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + GIANT + "\r\n\r\n");
                out.write(new byte[GIANT]);
            }
            case SUBMIT_OLD_HTTP -> {
                write(out, "HTTP/1.0 200 OK\r\n\r\n");
                reply.writeBody(out);
            }
            case SUBMIT_CONTINUE -> {
                write(out, "HTTP/1.1 100 Continue\r\n\r\n");
                reply.write(out);
                return true;
            }
            case SUBMIT_HINTS -> {
                write(out, "HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n");
                reply.write(out);
                return true;
            }
            case SUBMIT_TWICE_ANSWERED -> {
                reply.write(out);
                GateResponse.json("{\"request_id\": \"somebody-elses\"}").write(out);
                return true;
            }
            case SUBMIT_HALF_A_BODY, SUBMIT_STALLS, QUESTION_STALLS, OUTPUT_CUT_AND_RESET -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                reply.writeHalf(out);
                if (this == OUTPUT_CUT_AND_RESET) {
                    connection.setSoLinger(true, 0);
                }
                return stalls();
            }
            default -> connection.setSoLinger(true, 0);
        }
        out.flush();
        return false;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The calls that suffer. */
    enum AffectedCall {
        NO,
        SUBMIT,
        QUESTION,
        OUTPUT,
        BALANCE
    }
}
