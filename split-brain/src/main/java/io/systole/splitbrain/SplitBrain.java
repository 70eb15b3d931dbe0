package io.systole.splitbrain;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.ExpectedVotes;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Refusal;
import io.systole.splitbrain.core.SurvivorEvent;
import io.systole.splitbrain.core.SurvivorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.jspecify.annotations.Nullable;

/**
 * The one place through which a node's parts reach its downing provider, and hear of the membership.
 * The provider's actor is started by Pekko's cluster extension; what is said before that is kept for it.
 */
public final class SplitBrain implements Extension {
    private static final Id ID = new Id();

    private final List<SplitBrainActor.Command> waiting = new ArrayList<>();
    private @Nullable ActorRef<SplitBrainActor.Command> actor;

    private SplitBrain() {}

    public static SplitBrain get(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /** Who is configured and what is decided upon; nothing is judged before this is known. */
    public void configure(NodeName self, List<MemberPlace> places, SurvivorSettings settings) {
        tell(new SplitBrainActor.Configure(self, List.copyOf(places), settings));
    }

    /** What the CIB says about fencing and quorum has changed. */
    public void changeSettings(SurvivorSettings settings) {
        tell(new SplitBrainActor.ChangeSettings(settings));
    }

    /** From now on fencing can be asked for. Before this nothing is fenced or downed. */
    public void register(FencingPort port) {
        tell(new SplitBrainActor.OpenPort(port));
    }

    /** An incarnation is confirmed dead, whoever asked for it: the Fencer says so on every node. */
    public void confirmFenced(NodeName node, long incarnation) {
        tell(new SplitBrainActor.Confirm(node, incarnation));
    }

    /** This node joined a cluster that has seen all its nodes, or has stopped waiting for the absent ones. */
    public void joinedRunningCluster(boolean seenAll, boolean settled) {
        tell(new SplitBrainActor.Inherit(seenAll, settled));
    }

    /** This node's CIB has all that was accepted, and nothing more is accepted without it. */
    public void synchronised() {
        tell(SplitBrainActor.InStep.NOW);
    }

    /** Restarted nodes that ask a member of this side to be let in, and nobody else. */
    public void supportedBy(SortedSet<NodeName> supporters) {
        tell(new SplitBrainActor.Support(supporters));
    }

    /** All that counts of refused connections to members. */
    public void refusals(SortedSet<Refusal> refusals) {
        tell(new SplitBrainActor.Refused(refusals));
    }

    /** Another member said, after this node slept, that this node's run is a member as before. */
    public void stillMember(NodeName by) {
        tell(new SplitBrainActor.Told(at -> new SurvivorEvent.StillMember(by, at)));
    }

    /** What an operator said of the expected votes, here or on another node, or who is not counted there. */
    public void expectedVotes(ExpectedVotes expected, SortedMap<NodeName, Long> countedOut) {
        tell(new SplitBrainActor.Told(at -> new SurvivorEvent.ExpectedVotesSaid(expected, countedOut, at)));
    }

    /** The arbiter's answer for one ring, or its silence. */
    public void arbiter(ArbiterVote vote) {
        tell(new SplitBrainActor.Told(at -> new SurvivorEvent.ArbiterSpoke(vote, at)));
    }

    /** The subscriber is told the view of now, and each that differs from the one before. */
    public void subscribe(ActorRef<MembershipView> subscriber) {
        tell(new SplitBrainActor.Subscribe(subscriber));
    }

    synchronized void attach(ActorRef<SplitBrainActor.Command> started) {
        actor = started;
        waiting.forEach(started::tell);
        waiting.clear();
    }

    private synchronized void tell(SplitBrainActor.Command command) {
        if (actor == null) {
            waiting.add(command);
        } else {
            actor.tell(command);
        }
    }

    private static final class Id extends ExtensionId<SplitBrain> {
        @Override
        public SplitBrain createExtension(ActorSystem<?> system) {
            return new SplitBrain();
        }
    }
}
