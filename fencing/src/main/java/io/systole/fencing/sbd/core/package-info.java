/**
 * Decides for one node what follows from what it sees: of its slots, of the other nodes, and of nothing at all. Pure: state
 * and event in, state and effects out; times are counted from the start of the watch.
 */
@NullMarked
package io.systole.fencing.sbd.core;

import org.jspecify.annotations.NullMarked;
