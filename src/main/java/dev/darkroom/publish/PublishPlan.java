package dev.darkroom.publish;

import dev.darkroom.publish.PublishedLine.LineState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What publishing a run's pictures does at a destination, by the list and the files there.
 *
 * @param toPut the pictures that are put there
 * @param unchanged those that are there as they should be
 * @param left those in whose place a later run's pictures of their rows are, which stay
 * @param refused those that cannot be put there
 * @param gone the lines of files that are not to be there any more
 * @param forgotten the lines of what never came to be there and is not to be
 */
record PublishPlan(
        List<PlannedPicture> toPut,
        List<PlannedPicture> unchanged,
        List<PlannedPicture> left,
        List<RefusedPicture> refused,
        List<PublishedLine> gone,
        List<PublishedLine> forgotten) {

    /**
     * @param newer the runs whose pictures this run's do not take the place of
     */
    static PublishPlan of(
            List<PublishCandidate> pictures,
            PublishedList list,
            String run,
            Set<String> newer,
            String recipe,
            PublishDestination destination)
            throws IOException {
        PublishPlan plan = new PublishPlan(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        OtherEndings endings = new OtherEndings(list.all());
        Set<PublishedLine> unwanted = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<PublishedLine> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        for (PublishCandidate picture : pictures) {
            PublishedLine line = list.find(picture.file());
            if (line != null && line.hasFile() && !line.id().equals(picture.id())) {
                String why = "its name is that of the picture of " + line.id() + ", of the run " + line.run();
                plan.refused.add(new RefusedPicture(picture, why));
                continue;
            }
            boolean isOwn = line != null && line.id().equals(picture.id());
            PlannedPicture planned = new PlannedPicture(picture, isOwn ? line : null);
            if (line != null && isOwn) {
                wanted.add(line);
            }
            String refusal = destination.refusal(picture.file()).orElse(null);
            if (refusal != null) {
                plan.refused.add(new RefusedPicture(picture, refusal));
                continue;
            }
            List<PublishedLine> others = endings.of(picture);
            if (isOfNewer(planned.before, newer) || others.stream().anyMatch(other -> isOfNewer(other, newer))) {
                plan.left.add(planned);
            } else {
                (isThere(planned, recipe, destination) ? plan.unchanged : plan.toPut).add(planned);
                unwanted.addAll(others);
            }
        }
        unwanted.addAll(list.of(run));
        unwanted.removeAll(wanted);
        for (PublishedLine line : list.all()) {
            if (unwanted.contains(line) && line.state() != LineState.REMOVED) {
                boolean isThere = line.hasFile() && destination.size(line.file()) >= 0;
                (isThere || line.content().isKnown() ? plan.gone : plan.forgotten).add(line);
            }
        }
        return plan;
    }

    /** Returns whether a file of a newer run is, or is about to be, in its place; one that is gone leaves it free. */
    private static boolean isOfNewer(@Nullable PublishedLine line, Set<String> newer) {
        return line != null
                && newer.contains(line.run())
                && (line.state() == LineState.PUBLISHED
                        || line.state() == LineState.UNCHANGED
                        || line.state() == LineState.PENDING);
    }

    private static boolean isThere(PlannedPicture planned, String recipe, PublishDestination destination)
            throws IOException {
        PublishedLine line = planned.before;
        return line != null
                && line.isOf(planned.picture, recipe)
                && destination.size(planned.picture.file()) == line.content().bytes();
    }

    /**
     * A picture that is to be there.
     *
     * @param before the line that the list has of it, whatever run that is of; null if it has none
     */
    record PlannedPicture(
            PublishCandidate picture, @Nullable PublishedLine before) {

        /** Returns whether a file of its name that is there was put there by us. */
        boolean isOnList() {
            return before != null && before.hasFile();
        }
    }

    /** A picture that cannot be put there. */
    record RefusedPicture(PublishCandidate picture, String reason) {}
}
