package io.systole.runtime.node;

import io.systole.actors.attribute.core.AttributeWish.Kind;
import io.systole.actors.attribute.core.Counting;
import io.systole.actors.attribute.wire.AskAttributes;
import io.systole.actors.attribute.wire.AttributeAnswer;
import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.actors.attribute.wire.ChangeAttribute;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.acl.UserSight;
import io.systole.cib.edit.CibEdit;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.AttributeDoor;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** Node attributes for one user: transient ones by the nodes that speak for them, permanent ones by the CIB's writer. */
final class AttributeDesk implements AttributeDoor {
    /** What the whole door can do for this user. */
    record Means(
            Supplier<CompletionStage<Cib>> cib,
            Supplier<CompletionStage<UserSight>> sight,
            Permission permission,
            BiFunction<CibEdit, String, CompletionStage<Outcome>> editing) {
        /** Has something done that is no change of the CIB, if the user may write what of the CIB it concerns. */
        interface Permission {
            CompletionStage<Outcome> check(
                    String what, Function<Cib, String> concerned, Supplier<CompletionStage<Outcome>> deed);
        }

        CompletionStage<Outcome> edit(CibEdit edit, String done) {
            return editing.apply(edit, done);
        }
    }

    private static final int SCHEMA = 1;
    /** What a node holds back is looked for no longer than this. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ActorSystem<?> system;
    private final ActorRef<AttributeCommand> attributes;
    private final NodeName self;
    private final Duration patience;
    private final Means means;

    AttributeDesk(ActorSystem<?> system, ActorRef<AttributeCommand> attributes, SystoleConfig config, Means means) {
        this.system = system;
        this.attributes = attributes;
        this.self = new NodeName(config.nodeName());
        this.patience = config.management().requestTimeout();
        this.means = means;
    }

    @Override
    public NodeName self() {
        return self;
    }

    /** What nodes hold back, private or not told yet, is for those who may read everything. */
    @Override
    public CompletionStage<List<Line>> list() {
        return means.sight().get().thenCompose(sight -> {
            List<Line> seen = AttributeLines.of(sight.cib());
            CompletionStage<List<Line>> all = CompletableFuture.completedStage(seen);
            if (sight.whole()) {
                for (NodeState state : sight.cib().status().nodeStates()) {
                    NodeName node = state.uname();
                    if (node != null) {
                        all = all.thenCombine(held(node), (lines, held) -> AttributeLines.merged(node, lines, held));
                    }
                }
            }
            return all;
        });
    }

    private CompletionStage<List<AttributeAnswer.Value>> held(NodeName node) {
        CompletionStage<AttributeAnswer> answer = AskPattern.ask(
                attributes,
                replyTo -> new AskAttributes(SCHEMA, node.value(), false, replyTo),
                LOOK,
                system.scheduler());
        return answer.handle((found, failure) -> failure == null ? found.values() : List.of());
    }

    @Override
    public CompletionStage<Outcome> update(Which which, Update update) {
        String value = update.value();
        if (which.lifetime() == Lifetime.FOREVER && value != null) {
            return setForever(which, value);
        }
        Kind kind = value == null ? Kind.SET_DELAY : update.newDelay() != null ? Kind.SET_BOTH : Kind.SET;
        Duration delay = update.newDelay() != null ? update.newDelay() : update.delay();
        return changed(which, kind, value, delay, update.isPrivate());
    }

    @Override
    public CompletionStage<Outcome> delete(Which which) {
        NodeName node = which.node().orElse(self);
        return which.lifetime() == Lifetime.FOREVER
                ? means.edit(
                        new CibEdit.SetNodeAttribute(node, which.name(), null),
                        "node " + node + " has no permanent attribute " + which.name() + " any more")
                : changed(which, Kind.DELETE, null, null, false);
    }

    /** A value that counts is counted from what the CIB has now. */
    private CompletionStage<Outcome> setForever(Which which, String given) {
        NodeName node = which.node().orElse(self);
        return means.cib().get().thenCompose(cib -> {
            String before = AttributeLines.permanent(cib).stream()
                    .filter(line ->
                            line.node().equals(node.value()) && line.name().equals(which.name()))
                    .map(Line::value)
                    .findFirst()
                    .orElse(null);
            String value = Counting.value(which.name(), given, before);
            return means.edit(
                    new CibEdit.SetNodeAttribute(node, which.name(), value),
                    "the permanent attribute " + which.name() + " of node " + node + " is " + value);
        });
    }

    private CompletionStage<Outcome> changed(
            Which which, Kind kind, @Nullable String value, @Nullable Duration delay, boolean isPrivate) {
        NodeName node = which.node().orElse(self);
        return asked(
                node,
                replyTo -> new ChangeAttribute(
                        SCHEMA,
                        node.value(),
                        which.name(),
                        kind.name(),
                        value,
                        delay == null ? null : delay.toMillis(),
                        isPrivate,
                        false,
                        replyTo),
                answer -> done(node, which.name(), answer));
    }

    @Override
    public CompletionStage<Outcome> refresh(Optional<NodeName> wanted) {
        NodeName node = wanted.orElse(self);
        return asked(
                node,
                replyTo ->
                        new ChangeAttribute(SCHEMA, node.value(), null, "REFRESH", null, null, false, false, replyTo),
                answer -> "the attributes of node " + node + " are told again");
    }

    private CompletionStage<Outcome> asked(
            NodeName node,
            org.apache.pekko.japi.function.Function<ActorRef<AttributeAnswer>, AttributeCommand> question,
            Function<AttributeAnswer, String> words) {
        return means.permission()
                .check("change of an attribute of " + node, cib -> StatusObjects.ofAttributes(cib, node), () -> {
                    CompletionStage<AttributeAnswer> answer =
                            AskPattern.ask(attributes, question, patience, system.scheduler());
                    return answer.handle((found, failure) -> failure != null
                            ? new Outcome.Unknown(new Fault(
                                    "node " + node,
                                    "did not answer within " + patience.toSeconds() + " s",
                                    "",
                                    "look at `systole attribute list` before you ask again"))
                            : outcome(node, found, words));
                });
    }

    private static Outcome outcome(NodeName node, AttributeAnswer answer, Function<AttributeAnswer, String> words) {
        String refusal = answer.refusal();
        return refusal == null
                ? new Outcome.Done(words.apply(answer))
                : Outcome.Refused.because("an attribute of node " + node, refusal, "", "nothing was changed");
    }

    private static String done(NodeName node, String name, AttributeAnswer answer) {
        String what = "attribute " + name + " of node " + node;
        if (answer.values().isEmpty()) {
            return what + " is gone";
        }
        AttributeAnswer.Value now = answer.values().get(0);
        String state = now.value() == null ? " is gone" : " is " + now.value();
        String when = now.isPrivate()
                ? ", for this node alone"
                : now.waiting() ? ", and is told to the cluster within " + now.delayMs() + " ms" : "";
        return what + state + when;
    }
}
