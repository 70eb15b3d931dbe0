/** Runs golden cases: commands, a line of dashes, what they print. */
@NullMarked
package io.systole.actors.golden;

import org.jspecify.annotations.NullMarked;
