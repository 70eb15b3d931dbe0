package io.systole.actors.cib;

import io.systole.cib.NodeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the CIB actor is told at its start.
 * <ul>
 *   <li>Invariant: {@code nodes} are all configured nodes, {@code self} among them.
 *   <li>{@code answerWithin}: after this a client is told that its change is unknown, or not done.
 *   <li>{@code storeWithin}: how long the writer waits for the disks of the other members.
 *   <li>{@code hearWithin}: how long a new writer waits for what the others have before the policy begins.
 *   <li>{@code digestEvery}: how often peers tell each other how far they are, to find what was lost.
 * </ul>
 */
public record CibSettings(
        NodeName self,
        List<NodeName> nodes,
        Path stateDirectory,
        Duration answerWithin,
        Duration storeWithin,
        Duration hearWithin,
        Duration digestEvery) {
    public CibSettings {
        nodes = nodes.stream().sorted().toList();
        if (!nodes.contains(self)) {
            throw new IllegalArgumentException("this node, " + self + ", is not in the node list");
        }
    }

    public CibSettings(NodeName self, List<NodeName> nodes, Path stateDirectory) {
        this(
                self,
                nodes,
                stateDirectory,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }
}
