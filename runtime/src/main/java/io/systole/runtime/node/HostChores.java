package io.systole.runtime.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.actors.alert.AlertAgents;
import io.systole.actors.alert.AlertRunner;
import io.systole.actors.alert.core.AlertCall;
import io.systole.actors.alert.core.AlertSettings;
import io.systole.actors.alert.core.AlertTrial;
import io.systole.actors.alert.core.Happening.Kind;
import io.systole.actors.cib.CibProtocol.GetCib;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.host.HostActor;
import io.systole.actors.host.HostChore;
import io.systole.actors.host.HostSilent;
import io.systole.actors.host.wire.HostCommand;
import io.systole.actors.node.SelfWatch;
import io.systole.actors.secret.SecretFiles;
import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.NodeName;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.Template;
import io.systole.runtime.Version;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.host.HostExamination;
import io.systole.runtime.host.HostReport;
import io.systole.runtime.http.HostsDoor.AlertTried;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** What a node does on its host when a node of the cluster asks. */
final class HostChores {
    static final String CLOCK = "clock";
    static final String FACTS = "facts";
    static final String REPORT = "report";
    static final String ALERT = "alert";
    /** Requests that this node and others were asked, as JSON. */
    static final String REQUESTS = "requests";
    /** A request that another node was asked, to be remembered. */
    static final String REQUEST = "request";
    /** Facts and trials as they cross nodes: what a newer version adds is passed over. */
    static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Duration CIB_PATIENCE = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final ActorRef<CibCommand> cib;
    private final Executor executor;
    private final AlertRunner alerts;

    private HostChores(ActorSystem<?> system, SystoleConfig config, ActorRef<CibCommand> cib) {
        this.system = system;
        this.config = config;
        this.cib = cib;
        this.executor = system.dispatchers().lookup(DispatcherSelector.blocking());
        this.alerts = AlertAgents.of(
                config.clusterName(),
                new NodeName(config.nodeName()),
                new TreeMap<>(Map.of(
                        "SYSTOLE_NODE",
                        config.nodeName(),
                        "SYSTOLE_CLUSTER",
                        config.clusterName(),
                        SelfWatch.STATE_VARIABLE,
                        config.directories().state().toString())),
                new SecretFiles(
                        config.agents().secretsDirectories(config.directories().state())),
                executor);
    }

    /**
     * The desk of this host.
     *
     * @param more chores of others, by their names
     */
    static ActorRef<HostCommand> spawn(
            ActorSystem<?> system, SystoleConfig config, ActorRef<CibCommand> cib, Map<String, HostChore> more) {
        var chores = new HostChores(system, config, cib);
        SortedMap<String, HostChore> known = new TreeMap<>(more);
        known.put(CLOCK, words -> CompletableFuture.completedStage(text(Long.toString(System.currentTimeMillis()))));
        known.put(FACTS, words -> chores.facts());
        known.put(REPORT, chores::report);
        known.put(ALERT, chores::alert);
        return system.systemActorOf(HostActor.create(known), HostActor.NAME, Props.empty());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CompletionStage<Cib> cib() {
        return AskPattern.ask(cib, GetCib::new, CIB_PATIENCE, system.scheduler());
    }

    private CompletionStage<byte[]> facts() {
        return cib().thenApplyAsync(
                        known -> json(new HostExamination(config, executor).facts(true, agents(known))), executor);
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of all primitives and templates. */
    static Collection<AgentName> agents(Cib cib) {
        var names = new TreeMap<String, AgentName>();
        cib.configuration().resources().stream()
                .flatMap(HostChores::agents)
                .forEach(agent -> names.put(agent.toString(), agent));
        return names.values();
    }

    private static Stream<AgentName> agents(ResourceConfig resource) {
        if (resource instanceof Primitive primitive) {
            return Stream.ofNullable(primitive.agent());
        }
        if (resource instanceof Template template) {
            return Stream.ofNullable(template.agent());
        }
        if (resource instanceof Group group) {
            return group.members().stream().flatMap(HostChores::agents);
        }
        if (resource instanceof Clone clone) {
            return agents(clone.child());
        }
        return resource instanceof Bundle bundle && bundle.primitive() != null
                ? agents(bundle.primitive())
                : Stream.of();
    }

    private CompletionStage<byte[]> report(SortedMap<String, String> words) {
        Instant from = Instant.parse(words.getOrDefault("from", Instant.EPOCH.toString()));
        Instant to = Instant.parse(words.getOrDefault("to", Instant.MAX.toString()));
        return cib().handleAsync(
                        (known, failure) -> {
                            try {
                                var facts = new HostExamination(config, executor)
                                        .facts(true, known == null ? List.of() : agents(known));
                                return HostReport.of(config, from, to).running(known, facts);
                            } catch (IOException failed) {
                                throw new UncheckedIOException(failed);
                            }
                        },
                        executor);
    }

    private CompletionStage<byte[]> alert(SortedMap<String, String> words) {
        String kind = words.get("kind");
        var wish = new AlertTrial.Wish(
                words.getOrDefault("alert", ""),
                words.get("recipient"),
                kind == null ? null : Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                words.getOrDefault("by", "somebody"));
        var settings = new AlertSettings(
                new NodeName(config.nodeName()), Instant.EPOCH, Duration.ZERO, Version.text(), ZoneId.systemDefault());
        return cib().thenCompose(known -> {
            List<AlertCall> calls = AlertTrial.calls(known.configuration(), wish, settings, Instant.now());
            if (calls.isEmpty()) {
                return CompletableFuture.failedStage(new HostSilent(
                        "alert " + wish.alert() + ": has no such recipient, or is turned off (enabled=false); `systole"
                                + " alert list` shows it"));
            }
            CompletionStage<List<AlertTried>> all = CompletableFuture.completedStage(List.of());
            for (AlertCall call : calls) {
                all = all.thenCompose(before -> call(call).thenApply(tried -> {
                    var both = new ArrayList<>(before);
                    both.add(tried);
                    return both;
                }));
            }
            return all.thenApply(HostChores::json);
        });
    }

    private CompletionStage<AlertTried> call(AlertCall call) {
        long began = System.nanoTime();
        return alerts.run(call)
                .thenApply(outcome -> new AlertTried(
                        config.nodeName(),
                        call.alert(),
                        call.recipientId(),
                        call.event(),
                        outcome.why(),
                        outcome.printed(),
                        Duration.ofNanos(System.nanoTime() - began).toMillis()));
    }
}
