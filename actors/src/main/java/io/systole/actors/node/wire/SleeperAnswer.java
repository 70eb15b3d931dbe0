package io.systole.actors.node.wire;

import io.systole.actors.wire.WireMessage;

/**
 * The answer to a node that was paused.
 *
 * @param schema 1
 * @param by who answers
 * @param incarnation the run that was asked about
 * @param member it is heard, and a member as before
 * @param fenced it was confirmed fenced: it must end
 */
public record SleeperAnswer(int schema, String by, long incarnation, boolean member, boolean fenced)
        implements WireMessage {}
