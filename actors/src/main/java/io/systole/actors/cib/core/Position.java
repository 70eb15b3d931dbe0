package io.systole.actors.cib.core;

/**
 * How far a node is with the configuration.
 *
 * @param writerTerm the term in which it writes; 0 when it does not
 * @param heardTerm the highest term that it heard of
 * @param storedTerm the highest term that is on its disk
 * @param held the configuration that it has, as a clock
 * @param newest the configuration that it has or is about to write, as a clock
 * @param ticketsLive whether the tickets of what it has count as they stand, see {@link Tickets}
 */
public record Position(long writerTerm, long heardTerm, long storedTerm, long held, long newest, boolean ticketsLive) {}
