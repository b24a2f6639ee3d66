package dev.darkroom.sourcelook;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.RequestInput;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.models.SourceRules;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The sources of the rows that can be sent, each once, in the manifest's order.
 *
 * @param addresses those at hosts
 * @param files references to those on this disk
 * @param likeSource whether a row asks for its source's size
 */
record WantedSources(Set<String> addresses, Set<String> files, boolean likeSource) {

    /**
     * Reads them.
     *
     * @param rows how many rows of the manifest count
     * @param isAsked which addresses count
     */
    static WantedSources of(Manifest manifest, long rows, RowPreparer preparer, Predicate<String> isAsked)
            throws IOException {
        // Of no source anything is known to it: a row that asks for its source's size is told by that.
        RowPreparer unknowing = preparer.with(new SourceCheck(new LookedSources(), SourceRules.DEFAULT));
        Set<String> addresses = new LinkedHashSet<>();
        Set<String> files = new LinkedHashSet<>();
        boolean likeSource = false;
        long read = 0;
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null && read < rows; row = reader.read()) {
                read++;
                PreparedRow prepared = unknowing.prepare(row);
                if (prepared.input() == null) {
                    continue;
                }
                likeSource |= prepared.warnings().stream().anyMatch(WantedSources::isSizeUnknown);
                for (String picture : new RequestInput(prepared.input()).pictures()) {
                    if (LocalPictureReference.isOne(picture)) {
                        files.add(picture);
                    } else if (isAsked.test(picture)) {
                        addresses.add(picture);
                    }
                }
            }
        }
        return new WantedSources(addresses, files, likeSource);
    }

    private static boolean isSizeUnknown(InputProblem problem) {
        return problem.code().equals(ErrorCode.SIZE_UNKNOWN.code());
    }
}
