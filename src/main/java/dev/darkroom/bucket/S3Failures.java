package dev.darkroom.bucket;

import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in words of our own what a call of the SDK failed of. Only its code, its status and what broke the connection are
 * quoted: the rest may repeat what was signed.
 */
final class S3Failures {

    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private static final String NO_BUCKET = "NoSuchBucket";
    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired");
    private static final Set<String> DAMAGED = Set.of("BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody");
    private static final Set<String> PASSING = Set.of("RequestTimeout", "RequestTimeTooSkewed", "SlowDown");

    private S3Failures() {}

    /** Returns the failure to set the SDK up. */
    static BucketException opening(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("region")
                ? new BucketException(
                        BucketFailure.REFUSED,
                        "no region is set for the bucket: give AWS_REGION, such as eu-central-1; a store of your own takes"
                                + " any, such as us-east-1")
                : new BucketException(
                        BucketFailure.REFUSED,
                        "the settings for the bucket cannot be used (" + kind(e) + "): see AWS_ENDPOINT_URL_S3 and the"
                                + " other variables whose names begin with AWS_, and ~/.aws/config");
    }

    static boolean isPrecondition(SdkException e) {
        return e instanceof AwsServiceException told
                && (told.statusCode() == PRECONDITION_FAILED || told.statusCode() == CONFLICT);
    }

    static boolean isUnsupported(SdkException e) {
        return e instanceof AwsServiceException told && told.statusCode() == NOT_IMPLEMENTED;
    }

    /**
     * Returns the failure as one of the bucket's.
     *
     * @throws IOException what failed on this host's own disk
     */
    static BucketException of(BucketLocation at, SdkException e) throws IOException {
        if (e instanceof AwsServiceException told) {
            return answered(at, told);
        }
        if (DiskFull.isCauseOf(e)) {
            throw new IOException(e);
        }
        if (String.valueOf(e.getMessage()).contains("load credentials")) {
            return new BucketException(
                    BucketFailure.REFUSED,
                    at + ": no credentials were found. Give them as the AWS SDK finds them: AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, a profile, or a role of the host");
        }
        return new BucketException(BucketFailure.AWAY, at + " cannot be reached: " + broken(e));
    }

    private static BucketException answered(BucketLocation at, AwsServiceException told) {
        int status = told.statusCode();
        String code = code(told);
        String answer = code == null ? "HTTP " + status : code + ", HTTP " + status;
        if (NO_BUCKET.equals(code)) {
            return new BucketException(
                    BucketFailure.REFUSED,
                    at + ": there is no bucket of this name (" + answer + "). Create it, or name another in output");
        }
        if (code != null && CREDENTIALS.contains(code)) {
            return new BucketException(
                    BucketFailure.REFUSED,
                    at + ": the credentials are not valid, or not any more (" + answer + "). Renew them");
        }
        if (code != null && DAMAGED.contains(code)) {
            return new BucketException(
                    BucketFailure.DAMAGED, at + ": what arrived is not what was sent (" + answer + ")");
        }
        if (status == NOT_FOUND) {
            return new BucketException(BucketFailure.MISSING, at + ": there is no such object (" + answer + ")");
        }
        if (status >= SERVER || status == TOO_MANY || (code != null && PASSING.contains(code))) {
            return new BucketException(BucketFailure.AWAY, at + " is not at hand: it answered with " + answer);
        }
        return new BucketException(
                BucketFailure.REFUSED,
                at + " refuses the call (" + answer + "). The credentials need the rights s3:PutObject, s3:GetObject,"
                        + " s3:DeleteObject and s3:ListBucket there, and the region must be the bucket's");
    }

    /** Returns the failure to delete some of several objects. */
    static BucketException undeleted(BucketLocation at, @Nullable String code, int objects) {
        return new BucketException(
                BucketFailure.REFUSED,
                at + ": " + objects + " objects were not deleted (" + code
                        + "). The credentials need the right s3:DeleteObject there");
    }

    private static @Nullable String code(AwsServiceException told) {
        return told.awsErrorDetails() == null
                ? null
                : safe(told.awsErrorDetails().errorCode());
    }

    /** Returns a code, unless it is none: whoever answers may not be a store of objects. */
    private static @Nullable String safe(@Nullable String code) {
        return code != null && code.matches("[A-Za-z0-9.]{1,60}") ? code : null;
    }

    private static String broken(SdkException e) {
        return causes(e)
                .filter(IOException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(FailureText::of)
                .orElseGet(() -> kind(e));
    }

    private static String kind(RuntimeException e) {
        return causes(e)
                .reduce((outer, inner) -> inner)
                .map(cause -> cause.getClass().getSimpleName())
                .orElse("unknown");
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
