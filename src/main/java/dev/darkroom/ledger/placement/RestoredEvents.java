package dev.darkroom.ledger.placement;

import java.util.ArrayList;
import java.util.List;

/**
 * The counts of events that a restoration entered, placed and passed over.
 *
 * @param entered number of events it entered
 * @param placed number of those that did not follow from the ones before, which are lost
 * @param passedOver number of events that had no place and say nothing of money
 * @param damaged number of lines of which no more than the row can be read
 * @param silent number of lines of which nothing can be read
 */
public record RestoredEvents(int entered, int placed, int passedOver, int damaged, int silent) {

    /** Returns whether there may have been purchases of which no line is left: their rows would be submitted again. */
    public boolean mayForget() {
        return silent > 0;
    }

    /** The findings to report besides its size; none of a whole journal. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        if (damaged > 0) {
            findings.add("damaged lines whose row alone can be read: " + damaged
                    + "; where no other line tells of the purchase, the row is unknown, to be settled by 'resolve'");
        }
        if (silent > 0) {
            findings.add("damaged lines of which nothing can be read: " + silent
                    + "; a purchase of which no other line tells is forgotten, and its row may be bought again: look at"
                    + " the usage page before you go on");
        }
        if (placed > 0) {
            findings.add("events whose lines before are missing, entered all the same: " + placed);
        }
        if (passedOver > 0) {
            findings.add("events without a place, which say nothing of money, passed over: " + passedOver);
        }
        return findings;
    }
}
