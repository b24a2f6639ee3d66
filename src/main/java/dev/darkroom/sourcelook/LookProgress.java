package dev.darkroom.sourcelook;

/** Receives how far a look at addresses has come. Called by several threads, by one at a time. */
public interface LookProgress {

    /** Tells nobody. */
    LookProgress NONE = new LookProgress() {
        @Override
        public void begin(long addresses) {}

        @Override
        public void settled(long addresses) {}

        @Override
        public void end() {}
    };

    /** Begins a look at so many addresses; not called where none is to be asked for. */
    void begin(long addresses);

    /** Tells how many of them are settled. */
    void settled(long addresses);

    /** Ends what {@link #begin} began. */
    void end();
}
