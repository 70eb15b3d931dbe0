/** A lease in a file that all nodes share, for Pekko's Lease API. It knows nothing of the cluster. */
@NullMarked
package io.systole.splitbrain.lease;

import org.jspecify.annotations.NullMarked;
