/** The actors around the cores; each part has a package of its own. */
@NullMarked
package io.systole.actors;

import org.jspecify.annotations.NullMarked;
