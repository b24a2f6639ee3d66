package dev.darkroom.manifest;

import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from running a cell as a formula: such a cell gets an apostrophe in front, and loses it when
 * Darkroom reads the file again. Plain numbers such as {@code -5} are no formulas and stay as they are.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>
 */
public final class FormulaGuard {

    private static final Pattern FORMULA =
            Pattern.compile("'*[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?([eE][+-]?\\d+)?");

    private FormulaGuard() {}

    /** Returns the cell as it may stand in a CSV file. */
    public static String guard(String cell) {
        boolean formula =
                FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches();
        return formula ? "'" + cell : cell;
    }

    /** Returns the cell as it was before {@link #guard}; a cell that was never guarded comes back unchanged. */
    public static String unguard(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
