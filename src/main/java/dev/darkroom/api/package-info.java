/**
 * Speaks the service's wire protocol: its calls, its status words, and what each response means. Repeats no call and
 * knows no rows.
 */
@NullMarked
package dev.darkroom.api;

import org.jspecify.annotations.NullMarked;
