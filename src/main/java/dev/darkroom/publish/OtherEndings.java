package dev.darkroom.publish;

import dev.darkroom.picture.PictureType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the lines of a row's picture whose files have its name but for the ending, as steps change it. */
final class OtherEndings {

    private final Map<String, List<PublishedLine>> lines = new HashMap<>();

    OtherEndings(Iterable<PublishedLine> all) {
        for (PublishedLine line : all) {
            lines.computeIfAbsent(key(line.id(), line.file()), name -> new ArrayList<>())
                    .add(line);
        }
    }

    List<PublishedLine> of(PublishCandidate picture) {
        return lines.getOrDefault(key(picture.id(), picture.file()), List.of()).stream()
                .filter(line -> !PublishedList.key(line.file()).equals(PublishedList.key(picture.file())))
                .toList();
    }

    /** Returns whether a line is of a row's picture by a name that differs in its ending at most. */
    boolean has(PublishedLine line) {
        return lines.containsKey(key(line.id(), line.file()));
    }

    private static String key(String id, String file) {
        String name = PublishedList.key(file);
        for (PictureType type : PictureType.values()) {
            String ending = "." + type.extension();
            if (name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length()) + "\0" + id;
            }
        }
        return name + "\0" + id;
    }
}
