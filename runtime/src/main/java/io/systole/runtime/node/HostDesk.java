package io.systole.runtime.node;

import io.systole.actors.host.HostSilent;
import io.systole.actors.host.MemberHosts;
import io.systole.actors.host.wire.HostCommand;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.acl.Subject;
import io.systole.cib.acl.UserSight;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Planner;
import io.systole.policy.verify.Finding.Severity;
import io.systole.policy.verify.Verification;
import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.doctor.ClusterFacts;
import io.systole.runtime.doctor.ClusterFacts.Clock;
import io.systole.runtime.doctor.ClusterFacts.Remark;
import io.systole.runtime.doctor.Diagnosis;
import io.systole.runtime.doctor.HostFacts;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.HostsDoor;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.status.FenceCheckView;
import io.systole.runtime.status.FenceText;
import io.systole.runtime.status.FencingView;
import io.systole.runtime.status.StatusView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Asks the hosts of all members, for one user. */
final class HostDesk implements HostsDoor {
    private static final List<String> KINDS = List.of("node", "fencing", "resource", "attribute");
    private static final Duration CLOCK_PATIENCE = Duration.ofSeconds(2);
    /** Attempts to connect to dead hosts take some seconds. */
    private static final Duration FACTS_PATIENCE = Duration.ofSeconds(15);

    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(90);
    /** Longer than an alert may take as a rule; the request's own limit ends it otherwise. */
    private static final Duration ALERT_PATIENCE = Duration.ofMinutes(10);

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final ActorRef<HostCommand> own;
    private final MemberHosts members;
    private final Means means;

    /** What the desk needs of others. */
    record Means(
            Subject subject,
            Supplier<CompletionStage<Cib>> cib,
            Supplier<CompletionStage<UserSight>> sight,
            Supplier<CompletionStage<StatusView>> status,
            Supplier<CompletionStage<Optional<List<FenceCheckView>>>> fencing,
            FencingDesk.Permission permission) {}

    HostDesk(ActorSystem<?> system, SystoleConfig config, ActorRef<HostCommand> own, Means means) {
        this.system = system;
        this.config = config;
        this.own = own;
        this.members = new MemberHosts(system);
        this.means = means;
    }

    /** The members' desks, and this node's own, also while it is no member. */
    private SortedMap<NodeName, ActorRef<HostCommand>> desks() {
        var desks = members.all();
        desks.put(new NodeName(config.nodeName()), own);
        return desks;
    }

    @Override
    public CompletionStage<Outcome> tryAlert(AlertWish wish) {
        String kind = wish.kind();
        if (kind != null && !KINDS.contains(kind)) {
            return done(Outcome.Refused.because("kind " + kind, "is none", "must be " + String.join(", ", KINDS), ""));
        }
        var node = new NodeName(wish.node() == null ? config.nodeName() : wish.node());
        ActorRef<HostCommand> desk = desks().get(node);
        if (desk == null) {
            return done(new Outcome.NotFound(noMember(node)));
        }
        return means.permission()
                .permitted("a test of alert " + wish.alert(), cib -> "/cib/configuration/alerts", () -> {
                    var words = new TreeMap<>(
                            Map.of("alert", wish.alert(), "by", means.subject().user()));
                    put(words, "recipient", wish.recipient());
                    put(words, "kind", kind);
                    return means.cib()
                            .get()
                            .thenCompose(cib -> cib.configuration().alerts().stream()
                                            .noneMatch(alert -> alert.id().equals(wish.alert()))
                                    ? done(new Outcome.NotFound(new Fault(
                                            "alert " + wish.alert(),
                                            "is not in the CIB",
                                            "",
                                            "`systole alert list` shows them")))
                                    : members.ask(desk, HostChores.ALERT, words, ALERT_PATIENCE)
                                            .handle((bytes, failure) -> bytes == null
                                                    ? new Outcome.Failed(new Fault(
                                                            "the test of alert " + wish.alert() + " on " + node,
                                                            why(failure),
                                                            "",
                                                            ""))
                                                    : new Outcome.Done(new String(bytes, StandardCharsets.UTF_8))));
                });
    }

    private static void put(Map<String, String> words, String name, @Nullable String value) {
        if (value != null) {
            words.put(name, value);
        }
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }

    private static Fault noMember(NodeName node) {
        return new Fault("node " + node, "is no member now", "must be one that is", "see `systole status`");
    }

    private static String why(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        return cause instanceof HostSilent ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }

    @Override
    public CompletionStage<NodeReport> report(NodeName node, Instant from, Instant to) {
        return means.sight().get().thenCompose(sight -> {
            ActorRef<HostCommand> desk = desks().get(node);
            if (!sight.whole()) {
                return CompletableFuture.completedStage(new NodeReport(null, null));
            }
            if (desk == null) {
                return CompletableFuture.completedStage(new NodeReport(null, new Outcome.NotFound(noMember(node))));
            }
            var words = Map.of("from", from.toString(), "to", to.toString());
            return members.ask(desk, HostChores.REPORT, words, REPORT_PATIENCE)
                    .handle((bytes, failure) -> bytes == null
                            ? new NodeReport(
                                    null, new Outcome.Failed(new Fault("the report of " + node, why(failure), "", "")))
                            : new NodeReport(ByteString.fromArray(bytes), null));
        });
    }

    @Override
    public CompletionStage<Optional<Diagnosis>> doctor() {
        return means.sight()
                .get()
                .thenCompose(sight -> sight.whole()
                        ? facts(sight.cib()).thenApply(facts -> Optional.of(Diagnosis.of(facts)))
                        : CompletableFuture.completedStage(Optional.<Diagnosis>empty()));
    }

    /** What one host said, or why not. */
    private record Said(
            NodeName node,
            @Nullable HostFacts facts,
            @Nullable Clock clock,
            String why) {}

    private CompletionStage<ClusterFacts> facts(Cib cib) {
        var asked = new TreeMap<String, CompletableFuture<Said>>();
        desks().forEach((name, desk) -> asked.put(name.value(), said(name, desk).toCompletableFuture()));
        var all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
        CompletionStage<List<Remark>> remarks =
                all.thenApplyAsync(done -> remarks(cib), system.dispatchers().lookup(DispatcherSelector.blocking()));
        return remarks.thenCombine(
                        means.status().get(),
                        (said, status) ->
                                new Gathered(said, attention(status), FencingView.lastFailures(status.fencing())))
                .thenCombine(means.fencing().get(), (gathered, fencing) -> {
                    var silent = new TreeMap<String, String>();
                    for (NodeEntry node : config.nodes()) {
                        silent.put(node.name(), "it is no member of the cluster now");
                    }
                    var hosts = new TreeMap<String, HostFacts>();
                    var clocks = new TreeMap<String, Clock>();
                    asked.forEach((name, stage) -> note(name, stage.join(), silent, hosts, clocks));
                    boolean enabled = Planner.read(cib, Instant.now()).options.fencingEnabled();
                    return new ClusterFacts(
                            config.nodeName(),
                            true,
                            config.nodes().stream().map(NodeEntry::name).toList(),
                            List.copyOf(hosts.values()),
                            silent,
                            clocks,
                            gathered.remarks(),
                            gathered.attention(),
                            new ClusterFacts.Fencing(
                                    enabled, targets(fencing.orElse(List.of())), failures(gathered.failed())));
                });
    }

    private record Gathered(List<Remark> remarks, List<String> attention, List<FencingView> failed) {}

    private void note(
            String name,
            Said said,
            SortedMap<String, String> silent,
            SortedMap<String, HostFacts> hosts,
            SortedMap<String, Clock> clocks) {
        HostFacts facts = said.facts();
        Clock clock = said.clock();
        if (facts == null) {
            silent.put(name, said.why());
        } else {
            silent.remove(name);
            hosts.put(name, facts);
        }
        if (clock != null && !name.equals(config.nodeName())) {
            clocks.put(name, clock);
        }
    }

    private CompletionStage<Said> said(NodeName name, ActorRef<HostCommand> desk) {
        CompletionStage<@Nullable Clock> clock = clock(desk);
        return members.ask(desk, HostChores.FACTS, Map.of(), FACTS_PATIENCE)
                .thenApply(HostDesk::read)
                .handle((facts, failure) -> new Said(name, facts, null, facts == null ? why(failure) : ""))
                .thenCombine(clock, (said, offset) -> new Said(name, said.facts(), offset, said.why()));
    }

    private static HostFacts read(byte[] json) {
        try {
            return HostChores.JSON.readValue(json, HostFacts.class);
        } catch (IOException broken) {
            throw new CompletionException(
                    new HostSilent("its answer cannot be read: it runs another version of Systole"));
        }
    }

    /** The first question warms the way up; the second counts. */
    private CompletionStage<@Nullable Clock> clock(ActorRef<HostCommand> desk) {
        return members.ask(desk, HostChores.CLOCK, Map.of(), CLOCK_PATIENCE)
                .thenCompose(first -> {
                    long sent = System.currentTimeMillis();
                    return members.ask(desk, HostChores.CLOCK, Map.of(), CLOCK_PATIENCE)
                            .thenApply(bytes -> offset(sent, bytes));
                })
                .exceptionally(silent -> null);
    }

    private static Clock offset(long sent, byte[] bytes) {
        long half = (System.currentTimeMillis() - sent + 1) / 2;
        long there = Long.parseLong(new String(bytes, StandardCharsets.UTF_8));
        return new Clock(there - sent - half, half);
    }

    private static List<Remark> remarks(Cib cib) {
        return Verification.of(CibXml.read(CibXml.write(cib)), Instant.now()).stream()
                .filter(finding -> !finding.isNote())
                .map(finding -> new Remark(finding.severity() == Severity.ERROR, words(finding.fault())))
                .distinct()
                .toList();
    }

    /** Without the line: the reader has no document before the eyes. */
    private static String words(CibFault fault) {
        return fault.element() + ": found " + fault.found() + ", expected " + fault.expected() + "; " + fault.advice();
    }

    /** That a node cannot be fenced is told by the checks of fencing. */
    private static List<String> attention(StatusView status) {
        return status.attention().stream()
                .filter(line -> !line.contains(FenceText.UNABLE))
                .toList();
    }

    private static List<ClusterFacts.Fencing.Target> targets(List<FenceCheckView> checks) {
        return checks.stream()
                .map(check -> new ClusterFacts.Fencing.Target(check.node(), check.fenceable(), check.missing()))
                .toList();
    }

    private static List<ClusterFacts.Fencing.Failure> failures(List<FencingView> failed) {
        return failed.stream()
                .map(one -> new ClusterFacts.Fencing.Failure(one.target(), one.at(), one.reason()))
                .toList();
    }
}
