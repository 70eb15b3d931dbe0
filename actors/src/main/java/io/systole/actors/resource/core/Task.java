package io.systole.actors.resource.core;

import io.systole.actors.resource.wire.OperationOrder;
import java.time.Instant;

/**
 * One run of an operation.
 *
 * @param callId grows with every order on this node; a recurring operation keeps the one that it was ordered with
 * @param repeat a later run of a recurring operation, for which nobody waits
 */
public record Task(OperationOrder order, long callId, Instant queuedAt, boolean repeat) {}
