package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import java.util.Optional;

/**
 * Says which model a row is for: the one that it names, else the job's.
 *
 * @param isTold whether the job's own model has been told of as a problem, so that rows are not
 */
record RowModel(JobInput job, ModelCatalog catalog, boolean isTold) {

    Optional<ImageModel> of(ManifestRow row, RowFindings findings) {
        String own = job.reads(ModelsInUse.COLUMN)
                ? CellTexts.text(row.cells().path(ModelsInUse.COLUMN)).strip()
                : "";
        String id = own.isEmpty() ? job.modelOf(row) : own;
        if (id == null) {
            if (!isTold) {
                findings.problem(
                        ModelsInUse.COLUMN,
                        ErrorCode.MISSING_MODEL,
                        "the row names no model",
                        "Fill in model, here or in the job");
            }
            return Optional.empty();
        }
        Optional<ImageModel> model = catalog.find(id);
        if (model.isEmpty() && !(own.isEmpty() && isTold)) {
            findings.problem(
                    own.isEmpty() ? null : ModelsInUse.COLUMN,
                    ErrorCode.UNKNOWN_MODEL,
                    "the model " + id + " is not known",
                    catalog.insteadOf(id));
        }
        return model;
    }
}
