/** Works on rows that runs of other processes lend to this one. Starts no run and decides nothing about one. */
@NullMarked
package dev.darkroom.worker;

import org.jspecify.annotations.NullMarked;
