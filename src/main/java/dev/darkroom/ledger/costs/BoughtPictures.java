package dev.darkroom.ledger.costs;

/**
 * Pictures of rows that succeeded; a reused row's were counted where they were bought.
 *
 * @param all how many they are
 * @param approved those that somebody approved
 * @param rejected those that somebody rejected
 */
public record BoughtPictures(long all, long approved, long rejected) {

    static final BoughtPictures NONE = new BoughtPictures(0, 0, 0);

    /** Returns whether somebody has decided about any of them. */
    public boolean areReviewed() {
        return approved + rejected > 0;
    }

    BoughtPictures plus(BoughtPictures more) {
        return new BoughtPictures(all + more.all, approved + more.approved, rejected + more.rejected);
    }
}
