/**
 * Decides for one Fencer: who leads a fencing, what merges, who is told, what is remembered. Pure: no clock, no chance,
 * no actor.
 */
@NullMarked
package io.systole.actors.fencer.core;

import org.jspecify.annotations.NullMarked;
