/**
 * What an operator is shown: a pure reading of the CIB and of what the node knows of fencing and the present
 * transition. It takes no decision and may not touch I/O, clocks or actors.
 */
@NullMarked
package io.systole.runtime.status;

import org.jspecify.annotations.NullMarked;
