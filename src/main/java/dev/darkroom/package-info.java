/** Starts the process: the JVM's properties, the signals, the command line. Nothing else belongs here. */
@NullMarked
package dev.darkroom;

import org.jspecify.annotations.NullMarked;
