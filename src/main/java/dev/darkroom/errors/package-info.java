/**
 * Names the error codes and what to do about each. Imports no other room, so that whoever finds an error can name it.
 */
@NullMarked
package dev.darkroom.errors;

import org.jspecify.annotations.NullMarked;
