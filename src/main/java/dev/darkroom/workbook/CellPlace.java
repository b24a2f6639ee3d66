package dev.darkroom.workbook;

/** Translates places such as {@code AB12}. */
final class CellPlace {

    static final int MAX_ROWS = 1_048_576;
    static final int MAX_COLUMNS = 16_384;

    private CellPlace() {}

    /**
     * Returns the column of a place, from 0.
     *
     * @throws WorkbookException if it is none that a sheet has
     */
    static int column(String place, long row) {
        int column = 0;
        int index = 0;
        while (index < place.length() && place.charAt(index) >= 'A' && place.charAt(index) <= 'Z') {
            column = column * 26 + place.charAt(index) - 'A' + 1;
            if (column > MAX_COLUMNS) {
                throw WorkbookException.damaged(row);
            }
            index++;
        }
        if (column == 0) {
            throw WorkbookException.damaged(row);
        }
        return column - 1;
    }

    /** Returns a column's letters. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
