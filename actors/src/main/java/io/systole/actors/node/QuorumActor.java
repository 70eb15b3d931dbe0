package io.systole.actors.node;

import io.systole.actors.node.NodeActor.ReadyToLeave;
import io.systole.actors.node.wire.FormationCommand;
import io.systole.actors.node.wire.QuorumCommand;
import io.systole.actors.node.wire.QuorumWord;
import io.systole.actors.node.wire.SleeperAnswer;
import io.systole.actors.node.wire.SleeperAsks;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.ExpectedVotes;
import io.systole.splitbrain.core.ExpectedVotesChange;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumFacts;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Spreads what an operator says of the expected votes, asks the others after a pause of this node whether it is still a
 * member, answers them the same, finds out who is configured differently, and ends a node that is no member any more. Has the same path on every node.
 */
public final class QuorumActor extends AbstractBehavior<QuorumCommand> {
    static final String NAME = "quorum";

    private static final int SCHEMA = 1;
    private static final Duration TICK = Duration.ofMillis(200);
    /** A word that is not the configuration's is repeated every so many ticks: who joined, or missed it, hears it then. */
    private static final int WORD_EVERY = 5;
    /** All others are told how quorum is configured here. */
    private static final int RULES_EVERY = 25;

    /**
     * An operator wants so many votes to be expected; 0 for what the configuration says.
     *
     * @param dryRun only what it would mean is asked
     */
    public record ExpectVotes(int votes, String by, boolean dryRun, ActorRef<Answer> replyTo)
            implements QuorumCommand {}

    /**
     * An operator says that this node, which waits for all at its cluster's first start, need not.
     *
     * @param dryRun only what it would mean is asked
     */
    public record Unblock(String by, boolean dryRun, ActorRef<Answer> replyTo) implements QuorumCommand {}

    /** Which nodes are configured differently. */
    public record AskDifferences(ActorRef<Differences> replyTo) implements QuorumCommand {}

    /** One line for each node whose quorum settings are not this node's. */
    public record Differences(List<String> lines) {}

    /** Whether that was done, and what it means or why not. */
    public record Answer(boolean done, String words) {}

    private record ViewChanged(MembershipView view) implements QuorumCommand {}

    private record Answered(SleeperAnswer answer) implements QuorumCommand {}

    private record Emptied(ReadyToLeave how) implements QuorumCommand {}

    private enum Tick implements QuorumCommand {
        NOW
    }

    /** The last view, how many ticks went by, whether this node is ending, and other nodes' settings that differ. */
    private record Memory(
            @Nullable MembershipView view, int ticks, boolean ending, SortedMap<String, String> differing) {}

    static Behavior<QuorumCommand> create(
            NodeSettings settings, ActorRef<NodeActor.Command> node, SelfFencing hostFencing) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new QuorumActor(context, timers, settings, node, hostFencing)));
    }

    private final NodeSettings settings;
    private final SplitBrain splitBrain;
    private final ActorRef<NodeActor.Command> node;
    private final SelfFencing hostFencing;
    private Memory state = new Memory(null, 0, false, new TreeMap<>());

    private QuorumActor(
            ActorContext<QuorumCommand> context,
            TimerScheduler<QuorumCommand> timers,
            NodeSettings settings,
            ActorRef<NodeActor.Command> node,
            SelfFencing hostFencing) {
        super(context);
        context.setLoggerName(QuorumActor.class);
        this.settings = settings;
        this.node = node;
        this.hostFencing = hostFencing;
        this.splitBrain = SplitBrain.get(context.getSystem());
        splitBrain.subscribe(context.messageAdapter(MembershipView.class, ViewChanged::new));
        timers.startTimerWithFixedDelay(Tick.NOW, TICK);
    }

    @Override
    public Receive<QuorumCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(QuorumWord.class, this::onWord)
                .onMessage(SleeperAsks.class, this::onSleeperAsks)
                .onMessage(ExpectVotes.class, this::onExpectVotes)
                .onMessage(Unblock.class, this::onUnblock)
                .onMessage(AskDifferences.class, this::onAskDifferences)
                .onMessage(ViewChanged.class, this::onViewChanged)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Emptied.class, this::onEmptied)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<QuorumCommand> onWord(QuorumWord word) {
        var out = new TreeMap<NodeName, Long>();
        word.countedOut().forEach(run -> out.put(new NodeName(run.node()), run.incarnation()));
        MembershipView view = state.view();
        boolean newer =
                view != null && word.number() > view.quorum().facts().expected().number();
        if (newer) {
            log(word.from(), word.votes(), out.keySet().toString());
        }
        splitBrain.expectedVotes(new ExpectedVotes(word.number(), word.votes()), out);
        compare(word.from(), word.rules());
        return this;
    }

    /** Sides that judge by different rules may both have quorum: that is told at once, and shown until it ends. */
    private void compare(String from, @Nullable String rules) {
        String own = settings.quorum().inWords();
        var differing = new TreeMap<>(state.differing());
        String before = rules == null || rules.equals(own) ? differing.remove(from) : differing.put(from, rules);
        state = new Memory(state.view(), state.ticks(), state.ending(), differing);
        if (differing.containsKey(from) && !differing.get(from).equals(before)) {
            getContext()
                    .getLog()
                    .atError()
                    .addKeyValue("code", EventCode.QUORUM_DIFFERS)
                    .addKeyValue("other", from)
                    .addKeyValue("there", rules)
                    .addKeyValue("here", own)
                    .log("quorum is configured differently on another node");
        }
    }

    private Behavior<QuorumCommand> onAskDifferences(AskDifferences question) {
        MembershipView view = state.view();
        List<String> lines = state.differing().entrySet().stream()
                .filter(entry -> view != null && view.online().contains(new NodeName(entry.getKey())))
                .map(entry -> "node " + entry.getKey() + " is configured differently, two sides may both have quorum: "
                        + entry.getValue() + "; here " + settings.quorum().inWords()
                        + ": make the files the same, and start the nodes anew")
                .toList();
        question.replyTo().tell(new Differences(lines));
        return this;
    }

    private Behavior<QuorumCommand> onSleeperAsks(SleeperAsks question) {
        MembershipView view = state.view();
        Standing standing = view == null
                ? Standing.ABSENT
                : view.node(new NodeName(question.from()))
                        .filter(known -> known.incarnation() == question.incarnation())
                        .map(NodeView::standing)
                        .orElse(Standing.ABSENT);
        boolean member = view != null && view.vouchesFor(new NodeName(question.from()), question.incarnation());
        question.replyTo()
                .tell(new SleeperAnswer(
                        SCHEMA, settings.self().value(), question.incarnation(), member, standing == Standing.FENCED));
        return this;
    }

    private Behavior<QuorumCommand> onExpectVotes(ExpectVotes wish) {
        MembershipView view = state.view();
        if (view == null) {
            wish.replyTo().tell(new Answer(false, "this node does not know the membership yet"));
            return this;
        }
        ExpectedVotesChange change = ExpectedVotesChange.of(view, settings.quorum(), wish.votes());
        String refusal = change.refusal();
        if (refusal != null) {
            wish.replyTo().tell(new Answer(false, refusal));
            return this;
        }
        if (wish.dryRun()) {
            wish.replyTo().tell(new Answer(true, change.words(settings.quorum())));
            return this;
        }
        log(wish.by(), wish.votes(), change.countedOut().keySet().toString());
        splitBrain.expectedVotes(change.expected(), change.countedOut());
        tellOthers(
                view,
                new QuorumFacts(
                        change.expected(),
                        change.countedOut(),
                        view.quorum().facts().arbiter(),
                        null));
        wish.replyTo().tell(new Answer(true, change.words(settings.quorum())));
        return this;
    }

    private Behavior<QuorumCommand> onUnblock(Unblock wish) {
        if (!wish.dryRun()) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("code", EventCode.UNBLOCKED)
                    .addKeyValue("by", wish.by())
                    .log("told not to wait for all nodes");
        }
        ActorRefResolver.get(getContext().getSystem())
                .<FormationCommand>resolveActorRef(getContext().getSystem().path() + "/" + FormationActor.NAME)
                .tell(new FormationActor.Unblock(wish.dryRun(), wish.replyTo()));
        return this;
    }

    private void log(String by, int votes, String countedOut) {
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("code", EventCode.EXPECTED_VOTES)
                .addKeyValue("by", by)
                .addKeyValue("votes", votes == 0 ? "as configured" : Integer.toString(votes))
                .addKeyValue("not-counted", countedOut)
                .log("expected votes changed");
    }

    private Behavior<QuorumCommand> onViewChanged(ViewChanged message) {
        MembershipView view = message.view();
        state = new Memory(view, state.ticks(), state.ending(), state.differing());
        if (view.quorum().facts().expelled() != null && !state.ending()) {
            endThisNode();
        }
        return this;
    }

    private void endThisNode() {
        state = new Memory(state.view(), state.ticks(), true, state.differing());
        if (settings.whenExpelled() == WhenExpelled.FENCE) {
            hostFencing.begin("this node is no member any more");
        }
        node.tell(new NodeActor.Leave(getContext().messageAdapter(ReadyToLeave.class, Emptied::new)));
    }

    private Behavior<QuorumCommand> onEmptied(Emptied message) {
        getContext()
                .getLog()
                .atInfo()
                .addKeyValue("stopped", message.how().drained())
                .addKeyValue("detail", message.how().detail())
                .log("this node, which is no member any more, ends now");
        Drain.endWithoutLeave(getContext().getSystem());
        return this;
    }

    private Behavior<QuorumCommand> onAnswered(Answered message) {
        SleeperAnswer answer = message.answer();
        MembershipView view = state.view();
        if (view == null || answer.incarnation() != ownRun(view)) return this;
        if (answer.fenced()) {
            splitBrain.confirmFenced(settings.self(), answer.incarnation());
        } else if (answer.member()) {
            splitBrain.stillMember(new NodeName(answer.by()));
        }
        return this;
    }

    private Behavior<QuorumCommand> onTick(Tick tick) {
        state = new Memory(state.view(), state.ticks() + 1, state.ending(), state.differing());
        MembershipView view = state.view();
        if (view == null) return this;
        if (view.asleep()) {
            askAround(view);
        }
        QuorumFacts facts = view.quorum().facts();
        boolean special = facts.expected().number() > 0 || !facts.countedOut().isEmpty();
        if (state.ticks() % (special ? WORD_EVERY : RULES_EVERY) == 0) {
            tellOthers(view, facts);
        }
        return this;
    }

    private void askAround(MembershipView view) {
        var question = new SleeperAsks(
                SCHEMA,
                settings.self().value(),
                ownRun(view),
                getContext().messageAdapter(SleeperAnswer.class, Answered::new));
        view.nodes().stream()
                .filter(other -> !other.name().equals(settings.self()))
                .filter(other ->
                        other.standing() != Standing.ABSENT && !other.standing().surelyDown())
                .forEach(other -> quorumOf(other.name()).tell(question));
    }

    private long ownRun(MembershipView view) {
        return view.node(settings.self()).map(NodeView::incarnation).orElse(0L);
    }

    private void tellOthers(MembershipView view, QuorumFacts facts) {
        List<QuorumWord.Run> runs = new ArrayList<>();
        facts.countedOut().forEach((name, run) -> runs.add(new QuorumWord.Run(name.value(), run)));
        var word = new QuorumWord(
                SCHEMA,
                settings.self().value(),
                facts.expected().number(),
                facts.expected().votes(),
                runs,
                settings.quorum().inWords());
        view.online().stream()
                .filter(name -> !name.equals(settings.self()))
                .forEach(name -> quorumOf(name).tell(word));
    }

    private ActorRef<QuorumCommand> quorumOf(NodeName name) {
        NodeAddress place = settings.address(name);
        Address own = Cluster.get(getContext().getSystem()).selfMember().address();
        Address there = new Address(own.protocol(), own.system(), place.host(), place.port());
        return ActorRefResolver.get(getContext().getSystem()).resolveActorRef(there + "/user/" + NAME);
    }
}
