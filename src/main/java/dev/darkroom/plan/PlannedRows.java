package dev.darkroom.plan;

/**
 * The expected outcome of a manifest's rows. All but {@code duplicateIds} sum up to {@code total}.
 *
 * @param total number of rows the run is about
 * @param invalid that are never sent, second rows of an id among them
 * @param duplicateIds number of these that are second rows of an id
 * @param equal to an earlier row of the manifest, whose fate they share
 * @param reusable that take an earlier run's pictures
 * @param fetchedAgain whose pictures an earlier run had, which are gone or changed: they are submitted only if the
 *     service has them no more either
 * @param takenOver whose pictures an earlier run purchased and has not got yet
 * @param unknown that may have been purchased
 * @param collecting that this run submitted and has not got yet
 * @param done that this run is through with
 * @param toBuy that are submitted
 */
public record PlannedRows(
        long total,
        long invalid,
        long duplicateIds,
        long equal,
        long reusable,
        long fetchedAgain,
        long takenOver,
        long unknown,
        long collecting,
        long done,
        long toBuy) {}
