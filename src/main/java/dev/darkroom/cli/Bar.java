package dev.darkroom.cli;

/** How much is done, as a bar of twelve characters. */
final class Bar {

    static final String UNICODE = "━─";
    private static final String ASCII = "#-";
    private static final int CELLS = 12;

    private Bar() {}

    /** Full only when all is done. */
    static String of(long done, long total, boolean unicode) {
        String glyphs = unicode ? UNICODE : ASCII;
        int full = total == 0 ? 0 : (int) (done * CELLS / total);
        return glyphs.substring(0, 1).repeat(full) + glyphs.substring(1).repeat(CELLS - full);
    }
}
