package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import java.time.Instant;

/**
 * The input of one plan.
 *
 * @param file its name on the node that keeps it
 * @param term the term of the DC that planned
 * @param number the transition's number under that DC; 0 where the planner failed
 */
public record KeptInput(String file, long term, int number, Instant at, String reason) implements WireMessage {}
