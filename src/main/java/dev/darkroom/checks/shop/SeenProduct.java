package dev.darkroom.checks.shop;

import dev.darkroom.picture.SmallPicture;
import java.util.Optional;

/**
 * A picture with the product that was told in it, which several measures go by.
 *
 * @param picture made small
 * @param mask where the product is
 * @param box around the product; empty if none could be told
 */
public record SeenProduct(SmallPicture picture, ProductMask mask, Optional<ProductBox> box) {

    /** Tells the product of a picture. */
    public static SeenProduct in(SmallPicture picture) {
        ProductMask mask = ProductMask.of(picture);
        return new SeenProduct(picture, mask, mask.box());
    }

    /** Returns the rectangle around the product, that of the whole picture if none could be told. */
    ProductBox boxOrAll() {
        return box.orElseGet(
                () -> new ProductBox(0, 0, picture.width(), picture.height(), picture.width(), picture.height()));
    }
}
