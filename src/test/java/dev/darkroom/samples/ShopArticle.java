package dev.darkroom.samples;

import dev.darkroom.simulator.picture.ProductShape;
import java.awt.Color;
import java.util.Locale;

/** One article of the made-up shop. */
record ShopArticle(
        String sku,
        String title,
        String brand,
        String category,
        String price,
        ProductShape shape,
        Color body,
        Color accent,
        int width,
        int height) {

    /** Returns the file of its picture, one of several views. */
    String picture(int view) {
        String name = sku.toLowerCase(Locale.ROOT);
        return view == 1 ? name + ".jpg" : name + "-" + view + ".jpg";
    }
}
