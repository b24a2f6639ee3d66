package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.models.ImageModel;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Warns of what a row's cells probably do not mean.
 *
 * @param told what has been told of for all rows, of which none is warned
 */
record RowWarnings(JobInput job, FaultyJobParts told, UsedColumns columns) {

    private static final String FILL_IN =
            "Fill it in, or name the column in columns.fill-down to take the cell above, or in columns.required to have"
                    + " such rows rejected";

    void ofEmpties(ManifestRow row, RowInputBuilder given, RowFindings findings) {
        given.empties().forEach((column, empty) -> {
            List<String> names =
                    empty.stream().filter(name -> !told.inputs().contains(name)).toList();
            if (!names.isEmpty()) {
                String are = names.size() == 1 ? " is" : " are";
                findings.warning(
                        column,
                        ErrorCode.EMPTY_IN_TEMPLATE,
                        column + " is empty, and " + String.join(" and ", names) + are + " sent without it",
                        FILL_IN);
            }
        });
        String id = told.id() ? null : job.columns().id();
        if (id != null) {
            for (String column : ColumnTemplate.emptyColumns(StringNode.valueOf(id), row.cells())) {
                String message = column + " is empty, and the id is made without it";
                findings.warning(column, ErrorCode.EMPTY_IN_TEMPLATE, message, FILL_IN);
            }
        }
    }

    void ofWords(ManifestRow row, RowFindings findings) {
        for (String column : columns.read()) {
            JsonNode cell = row.cells().path(column);
            String meaning = cell.isString() ? SpreadsheetWords.meaning(cell.stringValue()) : null;
            if (meaning != null) {
                findings.warning(
                        column,
                        ErrorCode.SPREADSHEET_WORD,
                        column + " is \"" + cell.stringValue().strip() + "\", " + meaning,
                        "Write the value, or leave the cell empty");
            }
        }
    }

    void ofOtherModelsInputs(ManifestRow row, ImageModel model, RowFindings findings) {
        for (String name : columns.inputs()) {
            if (model.hasInput(name)) {
                continue;
            }
            String message = name + " is not an input of " + model.id() + " and is not sent";
            if (job.reads(name) && !CellTexts.isEmpty(row.cells().path(name))) {
                findings.warning(name, ErrorCode.NOT_AN_INPUT, message, "Leave it empty in this row");
            } else if (job.input().has(name)) {
                findings.warning(
                        null, ErrorCode.NOT_AN_INPUT, message, "Move it from the job's input to the rows that need it");
            }
        }
    }
}
