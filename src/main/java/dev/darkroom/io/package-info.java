/**
 * Holds what every room needs of files and text: whole files, permissions, safe text, JSON escapes, hashes, nearest names.
 * Nothing that knows of rows, runs, pictures or the service belongs here; it imports no other room.
 */
@NullMarked
package dev.darkroom.io;

import org.jspecify.annotations.NullMarked;
