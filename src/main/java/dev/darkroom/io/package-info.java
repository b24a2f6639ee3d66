/**
 * Holds what every room needs of files and text: whole files, permissions, safe text, JSON escapes, hashes, nearest
 * names. Knows of no rows, runs, pictures or service, and imports no other room.
 */
@NullMarked
package dev.darkroom.io;

import org.jspecify.annotations.NullMarked;
