package dev.darkroom.io;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says in plain words what the ledger's database tells in its own. */
final class DatabaseFailureText {

    private static final Pattern ADDRESS = Pattern.compile("jdbc:h2:(?:\\w+:)?[^;\"'\\s]*[^\"'\\s]*");
    private static final Pattern STATEMENT = Pattern.compile("; SQL statement:.*", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\\s*\\[\\d+-\\d+]$");

    private static final int IN_USE = 90020;
    private static final int CORRUPTED = 90030;
    private static final int VERSION = 90048;
    private static final int IO_FAILED = 90028;
    private static final int IO_OF_FILE_FAILED = 90031;

    private DatabaseFailureText() {}

    /** Returns whether the failure has a message with a remedy of its own. */
    static boolean isKnown(SQLException refused) {
        return switch (refused.getErrorCode()) {
            case IN_USE, CORRUPTED, VERSION -> true;
            case IO_FAILED, IO_OF_FILE_FAILED -> file(refused).isPresent();
            default -> false;
        };
    }

    static String of(SQLException refused) {
        return switch (refused.getErrorCode()) {
            case IN_USE ->
                "the ledger is open in another program. End that, such as a database tool, then start the same command"
                        + " again";
            case CORRUPTED, VERSION -> "the ledger's file is damaged. Restore it by: darkroom resume --rebuild";
            case IO_FAILED, IO_OF_FILE_FAILED ->
                file(refused)
                        .orElse("the ledger's file cannot be read or written. Check its owner, its mode and its disk");
            default -> "the ledger's database says: " + plain(String.valueOf(refused.getMessage()));
        };
    }

    /** Returns what the system said of the file, if it did: a file that was cut is told by the database alone. */
    private static Optional<String> file(SQLException refused) {
        return CauseChain.of(refused)
                .map(FileFailureText::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String plain(String message) {
        String plain = STATEMENT.matcher(message).replaceAll("");
        return CODE.matcher(ADDRESS.matcher(plain).replaceAll("the ledger's file"))
                .replaceAll("");
    }
}
