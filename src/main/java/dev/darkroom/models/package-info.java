/** Knows the models' inputs, a JSON Schema each: checks, completes and hashes what a row sends. Talks to no service. */
@NullMarked
package dev.darkroom.models;

import org.jspecify.annotations.NullMarked;
