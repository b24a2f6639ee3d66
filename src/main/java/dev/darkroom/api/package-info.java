/** The service's wire contract: its calls, its words and what each answer means. */
@NullMarked
package dev.darkroom.api;

import org.jspecify.annotations.NullMarked;
