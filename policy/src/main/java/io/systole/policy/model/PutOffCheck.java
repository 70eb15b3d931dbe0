package io.systole.policy.model;

/**
 * A comparison of an entry of a bundle connection with the configuration, put off until it is known where the container
 * runs, since the address that was hashed is its host's.
 *
 * @param failure whether it is to say if a failure is void, rather than what a change asks for
 */
public record PutOffCheck(PlanPrimitive connection, PlanNode node, HistoryEntry entry, boolean failure) {}
