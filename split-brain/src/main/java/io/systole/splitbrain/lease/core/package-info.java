/** Decides when a node asks for the lease of lease-majority, and whom it tells. Pure. */
@NullMarked
package io.systole.splitbrain.lease.core;

import org.jspecify.annotations.NullMarked;
