/** Brings a CIB of an older schema to the newest, as far as that matters to the planner. Pure. */
@NullMarked
package io.systole.cib.upgrade;

import org.jspecify.annotations.NullMarked;
