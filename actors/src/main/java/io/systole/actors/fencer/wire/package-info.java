/**
 * What Fencers of different nodes tell each other. Every message names its format; a Fencer drops what it does not know,
 * and its asker asks again.
 */
@NullMarked
package io.systole.actors.fencer.wire;

import org.jspecify.annotations.NullMarked;
