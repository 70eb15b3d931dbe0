/** Judges how a cluster and its hosts are, from facts that others gathered. Pure. */
@NullMarked
package io.systole.runtime.doctor;

import org.jspecify.annotations.NullMarked;
