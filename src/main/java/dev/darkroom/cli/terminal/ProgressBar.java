package dev.darkroom.cli.terminal;

/** Draws the share that is done, as a bar of twelve characters. */
public final class ProgressBar {

    static final String UNICODE = "━─";
    private static final String ASCII = "#-";
    private static final int CELLS = 12;

    private ProgressBar() {}

    /** Draws a bar that is full only when all is done. */
    public static String of(long done, long total, boolean unicode) {
        String glyphs = unicode ? UNICODE : ASCII;
        int full = total == 0 ? 0 : (int) (done * CELLS / total);
        return glyphs.substring(0, 1).repeat(full) + glyphs.substring(1).repeat(CELLS - full);
    }
}
