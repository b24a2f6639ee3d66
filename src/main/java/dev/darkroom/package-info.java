/** Darkroom develops a night's worth of product pictures: a manifest in, pictures and a results manifest out. */
@NullMarked
package dev.darkroom;

import org.jspecify.annotations.NullMarked;
