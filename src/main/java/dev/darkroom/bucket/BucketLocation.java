package dev.darkroom.bucket;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Locates a run's outputs in a bucket: all its objects' keys begin with the prefix. On this host such a run has a staging
 * directory, whose path alone tells the location, so that whatever knows a run's output directory knows its bucket too.
 *
 * @param bucket the bucket's name
 * @param prefix without a slash at either end; empty for the whole bucket
 */
public record BucketLocation(String bucket, String prefix) {

    /** The beginning of every address of a bucket. */
    public static final String SCHEME = "s3://";

    /** The folder, within a run's own in the workspace, below which the staging directory lies. */
    public static final String STAGING = "output.s3";

    /** The number of bytes that a key may have. */
    private static final int MAX_KEY_BYTES = 1024;

    private static final Set<String> NO_PARTS = Set.of(".", "..", STAGING);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX_PART = Pattern.compile("[A-Za-z0-9!_.'()-]{1,200}");

    public BucketLocation {
        Objects.requireNonNull(bucket, "bucket is null");
        Objects.requireNonNull(prefix, "prefix is null");
    }

    /** Returns whether a text is meant as an address of a bucket. */
    public static boolean isMeant(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads an address such as {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException if it is not one; the message is a predicate
     */
    public static BucketLocation parse(String address) {
        if (!isMeant(address)) {
            throw new IllegalArgumentException("is not an address such as s3://bucket/prefix");
        }
        String rest = address.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        if (!BUCKET.matcher(bucket).matches() || bucket.contains("..") || bucket.equals(STAGING)) {
            throw new IllegalArgumentException(
                    "has no bucket's name of 3 to 63 small letters, digits, dots and dashes");
        }
        for (String part : prefix.isEmpty() ? new String[0] : prefix.split("/", -1)) {
            if (!PREFIX_PART.matcher(part).matches() || NO_PARTS.contains(part)) {
                throw new IllegalArgumentException(
                        "has a prefix with a part that is empty, \".\", \"..\" or \"" + STAGING
                                + "\", or with other characters than letters,"
                                + " digits and ! _ . ' ( ) -");
            }
        }
        return new BucketLocation(bucket, prefix);
    }

    /**
     * Finds the location that a run's output directory stands for.
     *
     * @return empty if the outputs are in the directory itself
     */
    public static Optional<BucketLocation> of(Path output) {
        for (int part = output.getNameCount() - 2; part >= 0; part--) {
            if (output.getName(part).toString().equals(STAGING)) {
                String bucket = output.getName(part + 1).toString();
                StringBuilder prefix = new StringBuilder();
                for (int each = part + 2; each < output.getNameCount(); each++) {
                    prefix.append(prefix.isEmpty() ? "" : "/").append(output.getName(each));
                }
                return Optional.of(new BucketLocation(bucket, prefix.toString()));
            }
        }
        return Optional.empty();
    }

    /** Returns an output directory as it is told to people: the bucket's address, or the path. */
    public static String shown(Path output) {
        return of(output).map(BucketLocation::toString).orElseGet(output::toString);
    }

    /** Returns the staging directory, below a run's own folder in the workspace. */
    public Path staging(Path runFolder) {
        Path folder = runFolder.resolve(STAGING).resolve(bucket);
        return prefix.isEmpty() ? folder : folder.resolve(prefix);
    }

    /** Returns the key of a file, whose path relative to the output directory is given with slashes. */
    public String key(String file) {
        return prefix.isEmpty() ? file : prefix + "/" + file;
    }

    /** Returns the beginning of all its keys. */
    String keyPrefix() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /** Returns whether a file's key is short enough for a bucket. */
    public boolean takes(String file) {
        return key(file).getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES;
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
