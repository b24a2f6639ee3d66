/** Starts the process: the JVM's properties, the signals, the command line, and the rehearsal that class archives are made of. Nothing else belongs here. */
@NullMarked
package dev.darkroom;

import org.jspecify.annotations.NullMarked;
