package dev.darkroom.api;

import dev.darkroom.errors.ErrorCode;

/** The message to a user whose account the service refuses, whatever call it was, with what to do about it. */
public final class AccountRefusal {

    private static final String BALANCE = "top up the balance";
    private static final String TOKEN = "check the token, and on the service's site that the account is active";

    private AccountRefusal() {}

    /**
     * Returns it in one line.
     *
     * @param code the service's, or {@code HTTP_402} and the like where it names none
     * @param message the service's
     */
    public static String message(String code, String message) {
        boolean money = code.equals(ErrorCode.ofStatus(402))
                || ServiceProfiles.meaningOf(code)
                        .filter(ServiceError.NO_BALANCE::equals)
                        .isPresent();
        return "the service refuses this account: " + code + ": " + message + "; " + (money ? BALANCE : TOKEN);
    }
}
