package dev.darkroom.picture;

/**
 * Looks at the pixels of a picture while it is decoded and made small, so that what needs all of them costs no second
 * decoding. Decoding may begin anew, with another reader or after memory was short: what was seen before then counts no
 * more.
 */
public interface PixelObserver {

    /**
     * Hears that a picture's pixels follow.
     *
     * @param width in pixels as they are decoded: of a very large picture not every one is
     * @param height likewise
     * @param small the size that it is made small to, before it is turned as its metadata say
     */
    void begin(int width, int height, PictureSize small);

    /**
     * Looks at a row.
     *
     * @param y from 0, each once and in order
     * @param pixels {@code 0xRRGGBB}, what is transparent over white; may be longer than the row, and is not to be kept
     */
    void row(int y, int[] pixels);

    /**
     * Hears that there are no more.
     *
     * @param stored the picture made small, as it is stored: not yet turned as its metadata say
     * @param transparency what of it is not opaque
     */
    void end(SmallPicture stored, PictureTransparency transparency);
}
