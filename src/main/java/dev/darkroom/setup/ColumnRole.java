package dev.darkroom.setup;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** What a column of a product table is for, by the names that shops and people give it in several languages. */
enum ColumnRole {
    /** Tells products or variants apart. */
    ID("sku variantsku id productid artikelnummer artikelnr artnr artikel articlenumber itemnumber itemno itemid"
            + " productcode code identifier uuid reference referenz ref referencia codigo codice kod mpn ean gtin"
            + " barcode handle slug urlkey bestellnummer productnumber produktnummer varenummer artikkelnummer"
            + " numerodarticle 商品番号 品番 货号 商品编号"),
    /** Is what people call the product. */
    TITLE("title name producttitle productname itemname artikelbezeichnung artikelname bezeichnung produktname titel"
            + " nom titre libelle nomproduit designation nombre titulo nome nomedoprodotto nazwa tytul naam"
            + " productnaam navn namn label 商品名 品名 名称 标题 商品名称"),
    /** Is where a picture of it is. */
    PICTURE(
            "imageurl imagesrc imageurls image images imagelink baseimage mainimage picture pictures pictureurl photo"
                    + " photos photourl foto fotos img imgurl bild bilder bildurl bildlink hauptbild produktbild imageurl1"
                    + " image1 picture1 bild1 foto1 imagen imagenes urlimagen imagem imagens immagine immagini"
                    + " photoproduit lienimage zdjecie zdjecia afbeelding afbeeldingen variantimage thumbnail 画像 画像url 图片 图片链接"),
    /** Is who makes it. */
    BRAND("brand vendor marke hersteller manufacturer marque fabricant marca fabricante merk marka producent supplier"
            + " brandname ブランド メーカー 品牌"),
    /** Is what kind of product it is. */
    CATEGORY(
            "category categories productcategory type producttype kategorie kategorien warengruppe produktgruppe family"
                    + " categorie categoria categorias kategoria rodzaj typ productgroup collection department カテゴリ 分类 类别"),
    /** Counts pictures or variants of one product. */
    POSITION("imageposition position pos sortorder variantposition index option1value size color colour farbe groesse"
            + " view ansicht angle");

    private final String spaced;

    /** @param spaced names without case, accents and signs, with blanks between them, the surest first */
    ColumnRole(String spaced) {
        this.spaced = spaced;
    }

    /**
     * Returns how well a name fits: 0 not at all, and the higher the better. A name that goes on, as {@code name-en_US},
     * fits less than one that does not.
     */
    int fit(String column) {
        List<String> names = List.of(spaced.split(" "));
        String folded = fold(column);
        int exact = names.indexOf(folded);
        if (exact >= 0) {
            return 1_000 - exact;
        }
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            if (name.length() >= 3 && (folded.startsWith(name) || folded.endsWith(name))) {
                return 500 - index;
            }
        }
        return 0;
    }

    /** Returns a name without case, accents and what is no letter or digit. */
    private static String fold(String name) {
        return Normalizer.normalize(name.replace("ß", "ss").replace("ö", "oe").replace("ü", "ue"), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
