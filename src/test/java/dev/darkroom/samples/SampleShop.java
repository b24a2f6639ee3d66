package dev.darkroom.samples;

import dev.darkroom.simulator.picture.ProductShape;
import java.awt.Color;
import java.util.List;

/** All articles of the made-up shop Hygge & Söhne. */
final class SampleShop {

    private static final List<String> LINES = List.of(
            "MUG-101|Stoneware mug 'Fjord', 350 ml|Hygge & Söhne|Tableware|14.90|MUG|5B7F95|D9694A|700x800",
            "MUG-102|Espresso cup 'Piccolo', 90 ml|Caffè Notte|Tableware|9.50|MUG|C4553B|F3E3C8|640x640",
            "MUG-103|Enamel camping mug, 400 ml|Outdoor Märkte|Tableware|11.00|MUG|2F6B5A|F0EDE4|800x600",
            "MUG-104|Cappuccino cup \"Crème\", hand-glazed|Caffè Notte|Tableware|16.90|MUG|E9CDA2|8C4B2F|720x720",
            "LMP-201|Table lamp 'Söder', linen shade|Nordlicht|Lighting|79.00|LAMP|E2B95B|7B4B2A|680x880",
            "LMP-202|Bedside lamp 'Petit', ceramic base|Nordlicht|Lighting|54.00|LAMP|D98C8C|F1E6DA|640x800",
            "LMP-203|Reading lamp 'Atelier', forest green|Werkraum|Lighting|98.00|LAMP|3F7D58|24443A|700x900",
            "CHR-301|Dining chair 'Åse', solid oak|Werkraum|Furniture|189.00|CHAIR|C98F4E|6E3F22|640x860",
            "CHR-302|Kitchen chair 'Rosa', painted beech|Hygge & Söhne|Furniture|129.00|CHAIR|D4708A|F5E1E6|640x860",
            "CHR-303|Café chair 'Lutétia', steel|Caffè Notte|Furniture|149.00|CHAIR|4C7FB0|E8EEF4|660x880",
            "VAS-401|Vase 'Tulipa', mouth-blown glass|Glashütte Lahn|Decoration|39.90|VASE|4F9FA8|DDEFF0|600x840",
            "VAS-402|Vase 'Amphora', terracotta|Casa Múltipla|Decoration|45.00|VASE|BF6A45|EFD3B0|620x820",
            "VAS-403|Vase 'Nuit', cobalt glaze|Glashütte Lahn|Decoration|59.00|VASE|34519B|E6B84A|600x840",
            "VAS-404|Bud vase 'Menthe', small|Casa Múltipla|Decoration|17.50|VASE|8DBF9C|4B7A5D|640x640",
            "BTL-501|Insulated bottle 'Trek', 750 ml|Outdoor Märkte|Kitchen|29.90|BOTTLE|2D7D9A|F2A541|600x900",
            "BTL-502|Olive oil bottle with pourer|Casa Múltipla|Kitchen|18.90|BOTTLE|4F8A3A|F3E9C9|600x840",
            "BTL-503|Glass carafe 'Bernstein', 1 l|Glashütte Lahn|Kitchen|34.00|BOTTLE|C7812F|FFF1D6|620x860",
            "BTL-504|Kids' bottle 'Bär', leak-proof|Outdoor Märkte|Kitchen|16.90|BOTTLE|E0707A|6BB0C9|600x800",
            "BAG-601|Canvas tote 'Markttag'|Hygge & Söhne|Bags|24.90|BAG|D8A657|7A3E2B|720x760",
            "BAG-602|Shopper 'Grande', recycled felt|Werkraum|Bags|49.00|BAG|6C7A89|E3B23C|760x760",
            "BAG-603|Picnic bag 'Été', waxed cotton|Outdoor Märkte|Bags|64.00|BAG|3E7C6B|EFE3C2|800x700",
            "BAG-604|Lunch bag 'Mini', navy|Outdoor Märkte|Bags|19.90|BAG|34497A|E36B5B|700x700",
            "BWL-701|Salad bowl 'Prado', 28 cm|Casa Múltipla|Tableware|42.00|BOWL|C96F3B|F5DEB3|880x640",
            "BWL-702|Cereal bowl 'Müsli', set of 2|Hygge & Söhne|Tableware|21.90|BOWL|6AA5C8|F6F1E5|800x600",
            "BWL-703|Ramen bowl 'Kōbe', 1.1 l|Kōbe Living|Tableware|26.50|BOWL|A63D40|F2D7B6|800x640",
            "TPT-801|Teapot 'Earl', 1.2 l|Kōbe Living|Tableware|56.00|TEAPOT|4E8D7C|F0DFA8|800x680",
            "TPT-802|Teapot 'Sakura', cast iron|Kōbe Living|Tableware|84.00|TEAPOT|B65A78|F7D9E1|820x680",
            "TPT-803|Coffee pot 'Zürich', 0.9 l|Caffè Notte|Tableware|62.00|TEAPOT|C99B3F|6A4A2C|800x700",
            "CND-901|Scented candle 'Feige & Zeder'|Duftwerk|Decoration|28.00|CANDLE|A9714B|F2B544|600x760",
            "CND-902|Scented candle \"Après-ski\"|Duftwerk|Decoration|32.00|CANDLE|7C95C4|F4A742|600x760",
            "CND-903|Citronella candle for the garden|Duftwerk|Decoration|12.90|CANDLE|C9C04A|F08A3C|640x720",
            "CLK-111|Mantel clock 'Minute', birch|Nordlicht|Decoration|69.00|CLOCK|C58B55|C23B3B|720x760",
            "CLK-112|Alarm clock 'Frühaufsteher'|Nordlicht|Decoration|35.00|CLOCK|3E8E8A|E9573F|700x740",
            "CLK-113|Kitchen clock 'Retro', red|Hygge & Söhne|Decoration|44.00|CLOCK|C44747|2F3E4E|720x760",
            "PLT-121|Plant pot 'Terra', with ficus|Casa Múltipla|Garden|36.00|PLANTER|C97B5A|4F8A4C|640x840",
            "PLT-122|Planter 'Beton', light blue|Werkraum|Garden|48.00|PLANTER|7FA6C9|3F7D46|640x840",
            "PLT-123|Herb pot 'Küche', yellow|Hygge & Söhne|Garden|15.90|PLANTER|E0B23E|5B9A4F|640x800",
            "CSH-131|Cushion 'Streif', 45 × 45 cm|Kōbe Living|Textiles|33.00|CUSHION|4D78A8|F1E9DA|760x760",
            "CSH-132|Cushion 'Ocker', velvet|Hygge & Söhne|Textiles|38.00|CUSHION|CC9632|8A4B2D|740x740",
            "CSH-133|Outdoor cushion 'Palmé'|Outdoor Märkte|Textiles|29.00|CUSHION|4E9A6B|F2D36B|780x720");

    private SampleShop() {}

    static List<ShopArticle> articles() {
        return LINES.stream().map(SampleShop::article).toList();
    }

    private static ShopArticle article(String line) {
        String[] part = line.split("\\|", -1);
        String[] size = part[8].split("x", -1);
        return new ShopArticle(
                part[0],
                part[1],
                part[2],
                part[3],
                part[4],
                ProductShape.valueOf(part[5]),
                new Color(Integer.parseInt(part[6], 16)),
                new Color(Integer.parseInt(part[7], 16)),
                Integer.parseInt(size[0]),
                Integer.parseInt(size[1]));
    }
}
