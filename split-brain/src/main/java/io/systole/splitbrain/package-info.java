/** Quorum and survivor decisions, and the downing provider that carries them out once fencing is confirmed. */
@NullMarked
package io.systole.splitbrain;

import org.jspecify.annotations.NullMarked;
