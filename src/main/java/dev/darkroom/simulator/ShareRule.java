package dev.darkroom.simulator;

/** A fault that strikes a share of the occasions, which ones following from the seed. */
record ShareRule(Fault fault, double share, long seed) implements FaultRule {

    ShareRule {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of fault '" + fault.word() + "' must be from 0 to 1, not " + share);
        }
    }

    @Override
    public boolean strikes(Fault struck, Occasion occasion) {
        return struck == fault
                && Chance.share(seed, fault.word().hashCode(), occasion.subject(), occasion.time()) < share;
    }
}
