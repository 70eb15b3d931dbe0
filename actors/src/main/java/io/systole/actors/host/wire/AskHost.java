package io.systole.actors.host.wire;

import io.systole.actors.wire.WireMessage;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Asks a node for something of its host.
 *
 * @param chore what is asked for; a node that does not know it says so
 * @param words what the chore has to know, by names
 */
public record AskHost(String chore, SortedMap<String, String> words, ActorRef<HostPart> replyTo)
        implements HostCommand, WireMessage {
    public AskHost {
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }
}
