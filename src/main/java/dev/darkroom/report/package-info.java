@NullMarked
package dev.darkroom.report;

import org.jspecify.annotations.NullMarked;
