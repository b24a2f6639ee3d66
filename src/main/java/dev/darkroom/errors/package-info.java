/**
 * Error codes and what to do about each. Below all other rooms: nothing of the project is imported here, so that whoever
 * finds an error can name it.
 */
@NullMarked
package dev.darkroom.errors;

import org.jspecify.annotations.NullMarked;
