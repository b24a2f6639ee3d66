/** What is wrong with a picture that came whole: measures of its pixels, and the flags they raise. */
@NullMarked
package dev.darkroom.checks;

import org.jspecify.annotations.NullMarked;
