package dev.darkroom.jobfile;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.manifest.ManifestPaths;
import dev.darkroom.workspace.PostgresAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads names, paths and addresses of the job file; a wrong one throws an {@link IllegalArgumentException} that says
 * why.
 */
final class TextValues {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern MANIFEST = Pattern.compile(".*\\.((csv|tsv|jsonl|ndjson)(\\.gz)?|xlsx|xlsm)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");
    private static final Pattern PARENT = Pattern.compile("(^|.*/)\\.{1,2}(/.*|$)");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern MAIL_ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private TextValues() {}

    static String given(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        return text;
    }

    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("is not a name that a folder can have on every system");
        }
        return text;
    }

    static String manifest(String text) {
        if (ManifestPaths.isPattern(text)) {
            return text;
        }
        if (!MANIFEST.matcher(path(text).toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException("is not a kind of manifest");
        }
        return text;
    }

    static String output(String text) {
        Matcher placeholders = PLACEHOLDER.matcher(BucketLocation.isMeant(text) ? text : path(text));
        while (placeholders.find()) {
            if (!placeholders.group().equals(JobSpec.RUN)) {
                throw new IllegalArgumentException("has a placeholder other than " + JobSpec.RUN);
            }
        }
        if (BucketLocation.isMeant(text)) {
            // A run's id may hold what a bucket's name may not.
            BucketLocation.parse(text.replace(JobSpec.RUN, "Run_1"));
        } else if (Arrays.asList(text.split("[/\\\\]")).contains(BucketLocation.STAGING)) {
            throw new IllegalArgumentException(
                    "has a folder " + BucketLocation.STAGING + ", a name that Darkroom keeps for itself");
        }
        return balanced(text);
    }

    /** Reads a template of names under one folder. */
    static String fileName(String text) {
        balanced(path(text));
        if (text.startsWith("/") || text.contains("\\") || text.contains(":")) {
            throw new IllegalArgumentException("is not a name under images/");
        }
        if (PARENT.matcher(text).matches() || text.endsWith("/") || text.contains("//")) {
            throw new IllegalArgumentException("has an empty, \".\" or \"..\" part");
        }
        return text;
    }

    /** Reads a text whose placeholders are all closed. */
    static String balanced(String text) {
        String rest = PLACEHOLDER.matcher(given(text)).replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            throw new IllegalArgumentException("has a placeholder that is not closed, or empty");
        }
        return text;
    }

    static URI webhook(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("is not a web address");
            }
            List<String> faults = new ArrayList<>();
            if (uri.getRawUserInfo() != null) {
                faults.add("has a login before its host");
            }
            boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                    || ("http".equalsIgnoreCase(uri.getScheme()) && ServiceAddress.onThisMachine(uri));
            if (!safe) {
                faults.add("is not https");
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join(", and ", faults));
            }
            return uri;
        } catch (URISyntaxException broken) {
            throw new IllegalArgumentException("is not a web address", broken);
        }
    }

    static String host(String text) {
        if (!HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("is not a host");
        }
        return text;
    }

    static String database(String text) {
        PostgresAddress.AddressFault fault = PostgresAddress.fault(text);
        if (fault != null) {
            throw new IllegalArgumentException(fault.what());
        }
        return text;
    }

    static String mailAddress(String text) {
        if (!MAIL_ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("is not a mail address");
        }
        return text;
    }

    private static String path(String text) {
        try {
            return Path.of(given(text)).toString();
        } catch (InvalidPathException broken) {
            throw new IllegalArgumentException("is not a path: " + broken.getReason(), broken);
        }
    }
}
