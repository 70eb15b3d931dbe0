/** A small HTTP service that embeds Systole: of its copies one is promoted and counts, and another one when that dies. */
@NullMarked
package io.systole.examples.counter;

import org.jspecify.annotations.NullMarked;
