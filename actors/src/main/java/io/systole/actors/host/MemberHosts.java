package io.systole.actors.host;

import io.systole.actors.host.wire.AskHost;
import io.systole.actors.host.wire.AskHostPart;
import io.systole.actors.host.wire.HostCommand;
import io.systole.actors.host.wire.HostPart;
import io.systole.cib.NodeName;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/** Asks members about their hosts. */
public final class MemberHosts {
    private static final String ROLE = "node-";
    /** For one part of an answer that is made already. */
    private static final Duration PART_PATIENCE = Duration.ofSeconds(5);

    private final ActorSystem<?> system;

    public MemberHosts(ActorSystem<?> system) {
        this.system = system;
    }

    /** The desks of the members by the names of their nodes; of two incarnations the newer one's. */
    public SortedMap<NodeName, ActorRef<HostCommand>> all() {
        SortedMap<NodeName, Member> members = new TreeMap<>();
        for (Member member : Cluster.get(system).state().getMembers()) {
            member.getRoles().stream()
                    .filter(role -> role.startsWith(ROLE))
                    .forEach(role -> members.merge(
                            new NodeName(role.substring(ROLE.length())),
                            member,
                            (one, other) -> one.isOlderThan(other) ? other : one));
        }
        SortedMap<NodeName, ActorRef<HostCommand>> desks = new TreeMap<>();
        members.forEach((name, member) -> desks.put(
                name, ActorRefResolver.get(system).resolveActorRef(member.address() + "/system/" + HostActor.NAME)));
        return desks;
    }

    /** The whole answer; fails with the reason where there is none, or none begins within the patience. */
    public CompletionStage<byte[]> ask(
            ActorRef<HostCommand> desk, String chore, Map<String, String> words, Duration patience) {
        CompletionStage<HostPart> first = AskPattern.ask(
                desk, replyTo -> new AskHost(chore, new TreeMap<>(words), replyTo), patience, system.scheduler());
        return first.thenCompose(part -> more(desk, part, new ByteArrayOutputStream()));
    }

    private CompletionStage<byte[]> more(ActorRef<HostCommand> desk, HostPart part, ByteArrayOutputStream content) {
        byte[] bytes = part.bytes();
        if (!part.why().isEmpty()) {
            return CompletableFuture.failedStage(new HostSilent(part.why()));
        }
        content.writeBytes(bytes);
        if (content.size() >= part.total() || bytes.length == 0) {
            return CompletableFuture.completedStage(content.toByteArray());
        }
        CompletionStage<HostPart> next = AskPattern.ask(
                desk,
                replyTo -> new AskHostPart(part.answer(), content.size(), replyTo),
                PART_PATIENCE,
                system.scheduler());
        return next.thenCompose(following -> more(desk, following, content));
    }
}
