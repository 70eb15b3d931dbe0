/** Reads from the CIB what fencing has to know. Pure; it decides nothing. */
@NullMarked
package io.systole.fencing.config;

import org.jspecify.annotations.NullMarked;
