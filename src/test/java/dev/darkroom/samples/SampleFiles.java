package dev.darkroom.samples;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws the sample catalog's pictures and writes its two manifests. They are part of the repository; run the main method
 * in the project's directory to make them again after a change to {@link SampleShop} or {@link ArticlePhotographer}.
 */
final class SampleFiles {

    static final String HOST = "https://catalog.darkroom.example/";

    /** Articles that come with a second view. */
    private static final Set<String> TWO_VIEWS = Set.of("MUG-101", "CHR-301", "BAG-603", "TPT-802");

    private SampleFiles() {}

    public static void main(String[] args) throws IOException {
        Path samples = Path.of("samples");
        Path pictures = Files.createDirectories(samples.resolve("pictures"));
        for (ShopArticle article : SampleShop.articles()) {
            for (int view = 1; view <= views(article); view++) {
                Files.write(
                        pictures.resolve(article.picture(view)), jpeg(new ArticlePhotographer(article, view).take()));
            }
        }
        Files.writeString(samples.resolve("catalog.csv"), csv());
        Files.writeString(samples.resolve("catalog.jsonl"), jsonl());
    }

    static String csv() {
        StringBuilder text = new StringBuilder("sku,title,image_url,brand,category,price_eur\n");
        for (ShopArticle article : SampleShop.articles()) {
            text.append(columns(article).values().stream()
                            .map(value -> quoted(value.toString()))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    static String jsonl() {
        JsonMapper mapper = new JsonMapper();
        return SampleShop.articles().stream()
                .map(article -> mapper.writeValueAsString(columns(article)) + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, Object> columns(ShopArticle article) {
        List<String> urls = new ArrayList<>();
        for (int view = 1; view <= views(article); view++) {
            urls.add(HOST + article.picture(view));
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("sku", article.sku());
        columns.put("title", article.title());
        columns.put("image_url", String.join("|", urls));
        columns.put("brand", article.brand());
        columns.put("category", article.category());
        columns.put("price_eur", article.price());
        return columns;
    }

    private static int views(ShopArticle article) {
        return TWO_VIEWS.contains(article.sku()) ? 2 : 1;
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(character -> character == ',' || character == '"');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(0.78f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
