package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.spending.AccountBalances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the account's balance when nothing more is bought, of a run that knows what it was before. The call costs nothing,
 * and a balance that is not told is none.
 */
final class BalanceInquiry {

    private static final Logger log = LoggerFactory.getLogger(BalanceInquiry.class);

    private final ImageService service;
    private final AccountBalances balances;
    private final RunSignals signals;

    BalanceInquiry(ImageService service, AccountBalances balances, RunSignals signals) {
        this.service = service;
        this.balances = balances;
        this.signals = signals;
    }

    void ask() {
        StopSignal stopped = signals.stopped();
        boolean isPaused = stopped != null && stopped.reason() == StopReason.PAUSED;
        if (isPaused || signals.stopImmediately() || balances.known().beforeUsd() == null) {
            return;
        }
        try {
            service.balance().ifPresent(balances::after);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("asking for the balance broke off: {}", e.getMessage());
        }
    }
}
