/** Finds what is at fault in a CIB, beyond what its form shows: its place, and what to do about it. Pure. */
@NullMarked
package io.systole.policy.verify;

import org.jspecify.annotations.NullMarked;
