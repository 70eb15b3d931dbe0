/** Quorum, survivors and formation as pure steps: facts and time in, a verdict and effects out. No Pekko, no clock. */
@NullMarked
package io.systole.splitbrain.core;

import org.jspecify.annotations.NullMarked;
