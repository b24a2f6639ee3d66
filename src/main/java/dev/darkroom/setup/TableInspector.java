package dev.darkroom.setup;

import dev.darkroom.io.Sha256;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the columns of a table are for, by their names and by what they hold. Whether ids are unique is not guessed:
 * every candidate is tried on all rows.
 */
public final class TableInspector {

    private static final String MODEL = "model";
    private static final int MAX_ID = 100;

    private final Manifest table;
    private final ModelCatalog catalog;
    private final TableProfile profile;

    private TableInspector(Manifest table, ModelCatalog catalog, TableProfile profile) {
        this.table = table;
        this.catalog = catalog;
        this.profile = profile;
    }

    /**
     * Reads the table, twice, and drafts a job.
     *
     * @throws dev.darkroom.manifest.ManifestException if it cannot be read as a whole
     */
    public static JobDraft inspect(Manifest table, ModelCatalog catalog) throws IOException {
        return new TableInspector(table, catalog, TableProfile.of(table)).draft();
    }

    private JobDraft draft() throws IOException {
        ColumnProfile pictures = pictures();
        ColumnProfile title = profile.fitting(ColumnRole.TITLE).stream()
                .filter(column -> !column.equals(pictures) && !column.holdsAddresses())
                .findFirst()
                .orElse(null);
        List<ColumnProfile> kept = Stream.of(ColumnRole.BRAND, ColumnRole.CATEGORY)
                .flatMap(role -> profile.first(role, column -> isGrouping(column) && !column.equals(title)).stream())
                .distinct()
                .toList();
        ColumnProfile group = group(title);
        List<String> fillDown = group == null
                ? List.of()
                : Stream.concat(Stream.of(title, pictures), kept.stream())
                        .filter(Objects::nonNull)
                        .filter(column -> !profile.isFull(column))
                        .map(ColumnProfile::name)
                        .distinct()
                        .toList();
        String within = group == null || fillDown.isEmpty() ? null : group.name();
        return new JobDraft(
                profile.rows(),
                id(group, fillDown, within, title),
                title == null ? null : title.name(),
                kept.stream().map(ColumnProfile::name).toList(),
                pictures == null ? null : pictures.name(),
                profile.columns().stream()
                        .filter(column -> !column.equals(pictures) && column.isNameable())
                        .filter(column -> column.holdsPaths() || (column.holdsAddresses() && column.endsAsPictures()))
                        .map(ColumnProfile::name)
                        .toList(),
                pictures != null && pictures.holdsPaths(),
                pictures != null && pictures.isRooted(),
                pictures == null ? ListSeparator.PIPE : pictures.separator(),
                pictures == null ? 0 : pictures.most(),
                fillDown,
                within,
                ignored(),
                profile.columns().stream()
                        .anyMatch(column -> column.name().equals(InputNames.PROMPT) && column.filled() > 0));
    }

    /** Returns whether a column may put rows together. */
    private boolean isGrouping(ColumnProfile column) {
        return !column.holdsAddresses() && !(column.isUnique() && profile.isFull(column));
    }

    /** Finds the column with pictures: one of that name, else one whose addresses end as pictures' do. */
    private @Nullable ColumnProfile pictures() {
        return profile.first(ColumnRole.PICTURE, column -> column.holdsAddresses() || column.holdsPaths())
                .or(() -> profile.columns().stream()
                        .filter(ColumnProfile::isNameable)
                        .filter(column -> column.holdsPaths() || (column.holdsAddresses() && column.endsAsPictures()))
                        .max(Comparator.comparingLong(ColumnProfile::filled)))
                .orElse(null);
    }

    /** Finds the column that rows of one product share, where only the first of them has the title. */
    private @Nullable ColumnProfile group(@Nullable ColumnProfile title) {
        if (title == null || profile.isFull(title)) {
            return null;
        }
        return profile.first(ColumnRole.ID, column -> profile.isFull(column) && !column.isUnique())
                .orElse(null);
    }

    /** Finds the first candidate that is there in every row and once, or failing that once; null if there is none. */
    private @Nullable String id(
            @Nullable ColumnProfile group,
            List<String> fillDown,
            @Nullable String within,
            @Nullable ColumnProfile title)
            throws IOException {
        Optional<String> single = profile.fitting(ColumnRole.ID).stream()
                .filter(column -> profile.isFull(column) && column.isUnique() && !column.holdsAddresses())
                .map(ColumnProfile::name)
                .findFirst();
        if (single.isPresent() || profile.rows() == 0) {
            return single.orElse(null);
        }
        List<IdCandidate> candidates = candidates(group);
        ColumnRules rules = new ColumnRules(null, null, List.of(), ListSeparator.PIPE, fillDown, within, List.of());
        try (ManifestReader reader = table.with(rules).open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                for (IdCandidate candidate : candidates) {
                    candidate.add(row);
                }
            }
        }
        return candidates.stream()
                .filter(IdCandidate::isFullAndUnique)
                .findFirst()
                .or(() -> candidates.stream().filter(IdCandidate::isUnique).findFirst())
                .map(IdCandidate::template)
                .or(() -> unnamed(title))
                .orElse(null);
    }

    private List<IdCandidate> candidates(@Nullable ColumnProfile group) {
        List<String> firsts = Stream.concat(Stream.ofNullable(group), profile.fitting(ColumnRole.ID).stream())
                .filter(profile::isFull)
                .map(ColumnProfile::name)
                .distinct()
                .limit(3)
                .toList();
        List<String> more = Stream.of(ColumnRole.POSITION, ColumnRole.ID)
                .flatMap(role -> profile.fitting(role).stream().limit(3))
                .map(ColumnProfile::name)
                .distinct()
                .toList();
        List<IdCandidate> candidates = new ArrayList<>();
        for (String first : firsts) {
            for (String second : more) {
                if (!second.equals(first)) {
                    candidates.add(new IdCandidate(List.of(first, second)));
                }
            }
        }
        for (String first : firsts) {
            for (int second = 0; second < more.size(); second++) {
                for (int third = 0; third < second; third++) {
                    if (!more.get(second).equals(first) && !more.get(third).equals(first)) {
                        candidates.add(new IdCandidate(List.of(first, more.get(second), more.get(third))));
                    }
                }
            }
        }
        return candidates;
    }

    /** Finds a column that has another short value in each row, whatever it is called. */
    private Optional<String> unnamed(@Nullable ColumnProfile title) {
        return profile.columns().stream()
                .filter(ColumnProfile::isNameable)
                .filter(column -> profile.isFull(column) && column.isUnique())
                .filter(column -> !column.holdsAddresses() && !column.holdsPaths() && !column.equals(title))
                .filter(column -> column.length() <= MAX_ID)
                .map(ColumnProfile::name)
                .findFirst();
    }

    /** Returns the columns that would be taken for an input, but hold something else: a product's own model. */
    private List<String> ignored() throws IOException {
        if (!profile.has(MODEL)) {
            return List.of();
        }
        ManifestSurvey survey = ManifestSurvey.of(table, catalog);
        return survey.models().isEmpty() ? List.of(MODEL) : List.of();
    }

    /** Columns that may be an id together. */
    private static final class IdCandidate {

        private final List<String> columns;
        private final Set<Long> values = new HashSet<>();
        private boolean unique = true;
        private boolean full = true;

        private IdCandidate(List<String> columns) {
            this.columns = columns;
        }

        private void add(ManifestRow row) {
            if (!unique) {
                return;
            }
            List<String> cells = columns.stream()
                    .map(column -> CellTexts.text(row.cells().path(column)).strip())
                    .toList();
            full &= cells.stream().noneMatch(String::isEmpty);
            unique = values.add(Sha256.first64Bits(String.join("-", cells)));
            if (!unique) {
                values.clear();
            }
        }

        private boolean isUnique() {
            return unique;
        }

        private boolean isFullAndUnique() {
            return unique && full;
        }

        private String template() {
            return columns.stream().map(column -> "{{" + column + "}}").collect(Collectors.joining("-"));
        }
    }
}
