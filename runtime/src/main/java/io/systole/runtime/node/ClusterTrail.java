package io.systole.runtime.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.systole.actors.host.HostChore;
import io.systole.actors.host.HostSilent;
import io.systole.actors.host.MemberHosts;
import io.systole.actors.host.wire.AskHost;
import io.systole.actors.host.wire.HostCommand;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.Answers;
import io.systole.runtime.http.RequestTrail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trail of the cluster: what this node was asked is in {@code requests.log} of its state directory, and every member is
 * told of it once, who keeps it in {@code requests-of-others.log}; so it is known while this node is down. Who wants to see
 * the trail has it from all members, each with both.
 */
final class ClusterTrail implements RequestTrail {
    /** How long a member may take to tell its requests. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTrail.class);
    private static final String LINE = "line";
    private static final String MAX = "max";
    private static final Comparator<Noted> ORDER = Comparator.comparing(Noted::at)
            .thenComparing(Noted::node)
            .thenComparing(Noted::path)
            .thenComparing(Noted::user);

    private final ActorSystem<?> system;
    private final String node;
    private final List<String> nodes;
    private final MemberHosts members;
    private final TrailFile own;
    private final TrailFile others;

    ClusterTrail(ActorSystem<?> system, SystoleConfig config) {
        this.system = system;
        this.node = config.nodeName();
        this.nodes = config.nodes().stream().map(NodeEntry::name).toList();
        this.members = new MemberHosts(system);
        Path directory = config.directories().state();
        Executor executor = system.dispatchers().lookup(DispatcherSelector.fromConfig("systole.inputs-dispatcher"));
        this.own = new TrailFile(directory.resolve("requests.log"), node, executor);
        this.others = new TrailFile(directory.resolve("requests-of-others.log"), "", executor);
    }

    /** What the desk of this host answers to other members. */
    Map<String, HostChore> chores() {
        return Map.of(
                HostChores.REQUESTS,
                words -> both(Integer.parseInt(words.getOrDefault(MAX, "0")))
                        .thenApply(known -> bytes(Answers.line(known))),
                HostChores.REQUEST,
                this::heard);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CompletionStage<byte[]> heard(SortedMap<String, String> words) {
        try {
            others.add(TrailFile.parsed(words.getOrDefault(LINE, ""), ""));
            return CompletableFuture.completedStage(new byte[0]);
        } catch (JsonProcessingException unreadable) {
            return CompletableFuture.failedStage(
                    new HostSilent("the request cannot be read: this node runs another version of Systole"));
        }
    }

    @Override
    public void note(Noted asked) {
        Noted noted = asked.orOf(node);
        LOG.atInfo()
                .addKeyValue("code", EventCode.REQUEST_NOTED)
                .addKeyValue("user", noted.user())
                .addKeyValue("address", noted.address())
                .addKeyValue("operation", noted.operation())
                .addKeyValue("path", noted.path())
                .addKeyValue("reason", noted.reason())
                .addKeyValue("status", noted.status())
                .log("a request over HTTP was to change something");
        own.add(noted);
        var words = new TreeMap<>(Map.of(LINE, Answers.line(noted)));
        otherDesks().values().forEach(desk -> desk.tell(new AskHost(HostChores.REQUEST, words, system.ignoreRef())));
    }

    private SortedMap<NodeName, ActorRef<HostCommand>> otherDesks() {
        var desks = members.all();
        desks.remove(new NodeName(node));
        return desks;
    }

    private CompletionStage<List<Noted>> both(int max) {
        int number = Math.max(0, Math.min(TrailFile.TOLD_MAX, max));
        return own.last(number)
                .thenCombine(others.last(number), (mine, theirs) -> newest(number, List.of(mine, theirs)));
    }

    /** In the order of time, each once: what a node was asked is known to those that it told as well. */
    static List<Noted> newest(int max, Collection<List<Noted>> told) {
        var once = new LinkedHashSet<Noted>();
        told.forEach(once::addAll);
        var all = new ArrayList<>(once);
        all.sort(ORDER);
        return List.copyOf(all.subList(Math.max(0, all.size() - max), all.size()));
    }

    /** What one member told, or why not. */
    private record Told(
            String node, List<Noted> requests, @Nullable String why) {}

    @Override
    public CompletionStage<Gathered> last(int max) {
        int number = Math.max(0, Math.min(TrailFile.TOLD_MAX, max));
        var silent = new TreeMap<String, String>();
        nodes.forEach(name -> silent.put(name, "is no member of the cluster now"));
        CompletionStage<List<Told>> all = both(number).thenApply(known -> List.of(new Told(node, known, null)));
        var asked = new ArrayList<CompletionStage<Told>>();
        otherDesks().forEach((name, desk) -> asked.add(told(name.value(), desk, number)));
        for (CompletionStage<Told> each : asked) {
            all = all.thenCombine(each, (before, one) -> {
                var more = new ArrayList<>(before);
                more.add(one);
                return more;
            });
        }
        return all.thenApply(told -> {
            for (Told one : told) {
                if (one.why() == null) {
                    silent.remove(one.node());
                } else {
                    silent.put(one.node(), one.why());
                }
            }
            return new Gathered(
                    newest(number, told.stream().map(Told::requests).toList()),
                    silent.entrySet().stream()
                            .map(each -> new Silent(each.getKey(), each.getValue()))
                            .toList());
        });
    }

    private CompletionStage<Told> told(String name, ActorRef<HostCommand> desk, int max) {
        return members.ask(desk, HostChores.REQUESTS, Map.of(MAX, Integer.toString(max)), PATIENCE)
                .thenApply(bytes -> parsed(new String(bytes, StandardCharsets.UTF_8), name))
                .handle((requests, failure) ->
                        requests == null ? new Told(name, List.of(), why(failure)) : new Told(name, requests, null));
    }

    private static List<Noted> parsed(String json, String name) {
        try {
            return TrailFile.parsedAll(json, name);
        } catch (JsonProcessingException broken) {
            throw new CompletionException(
                    new HostSilent("its answer cannot be read: it runs another version of Systole"));
        }
    }

    private static String why(@Nullable Throwable failure) {
        Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return "did not answer within " + PATIENCE.toSeconds() + " s";
        }
        return cause instanceof HostSilent ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }
}
