package dev.darkroom.submit;

/** Hears that a process is about to make its first purchase. */
@FunctionalInterface
public interface FirstPurchaseListener {

    /** Called once, by the thread that decides on submits; the purchase waits for it. */
    void beforeFirstPurchase();
}
