package io.systole.actors.cib;

import io.systole.actors.cib.core.ConfigurationChange;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalTail;
import io.systole.actors.cib.core.PastChange;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.cib.wire.WardCommand;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.splitbrain.core.MembershipView;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What the other actors of a node may ask of its CIB actor. */
public final class CibProtocol {
    private CibProtocol() {}

    /** Asks for the whole CIB, status included. */
    public record GetCib(ActorRef<Cib> replyTo) implements CibCommand {}

    /** Asks to be told the CIB at once and after every change; what is not changed stays the same object. */
    public record Subscribe(ActorRef<CibChanged> subscriber) implements CibCommand {}

    /** Asks to be told no more. */
    public record Unsubscribe(ActorRef<CibChanged> subscriber) implements CibCommand {}

    /** Replaces the configuration by that of a document; its status section is left out. */
    public record ReplaceConfiguration(String document, Asker asker, ActorRef<ChangeResult> replyTo)
            implements CibCommand {
        public ReplaceConfiguration(String document, Author author, ActorRef<ChangeResult> replyTo) {
            this(document, Asker.of(author), replyTo);
        }
    }

    /** A request that can go to the writer as it is. */
    public sealed interface Changing extends CibCommand {
        ConfigurationChange change();

        Asker asker();

        ActorRef<ChangeResult> replyTo();
    }

    /** Changes the configuration. */
    public record ModifyConfiguration(CibEdit edit, Asker asker, ActorRef<ChangeResult> replyTo) implements Changing {
        public ModifyConfiguration(CibEdit edit, Author author, ActorRef<ChangeResult> replyTo) {
            this(edit, Asker.of(author), replyTo);
        }

        @Override
        public ConfigurationChange change() {
            return new ConfigurationChange.Edit(edit);
        }
    }

    /** Changes the configuration by its elements. */
    public record ModifyElements(TreeEdit edit, Asker asker, ActorRef<ChangeResult> replyTo) implements Changing {
        @Override
        public ConfigurationChange change() {
            return new ConfigurationChange.Tree(edit);
        }
    }

    /** Changes a ticket. */
    public record ModifyTicket(TicketEdit edit, Asker asker, ActorRef<ChangeResult> replyTo) implements Changing {
        @Override
        public ConfigurationChange change() {
            return new ConfigurationChange.Ticket(edit);
        }
    }

    /** Asks what became of the request of that name, without making it; NotDone when nothing did so far. */
    public record AskOutcome(Asker asker, ActorRef<ChangeResult> replyTo) implements Changing {
        @Override
        public ConfigurationChange change() {
            return new ConfigurationChange.Ask();
        }
    }

    /** Asks for the changes that are remembered, oldest first. */
    public record GetHistory(ActorRef<List<PastChange>> replyTo) implements CibCommand {}

    /** Asks for the changes after a configuration with all that they did, or for all where the journal has it no more. */
    public record GetChanges(ConfigurationKey after, ActorRef<JournalTail> replyTo) implements CibCommand {}

    /** Asks what was found wrong with the node's store when it started. */
    public record GetStoreReports(ActorRef<StoreReports> replyTo) implements CibCommand {}

    /**
     * What was found wrong with the node's store, in words.
     *
     * @param damaged something that was stored may be missing
     */
    public record StoreReports(List<String> texts, boolean damaged) {
        public StoreReports {
            texts = List.copyOf(texts);
        }
    }

    /** Changes the status of the own node, all of it at once: no reader sees a part. */
    public record RecordStatus(List<StatusChange> changes) implements CibCommand {
        public RecordStatus {
            changes = List.copyOf(changes);
        }
    }

    /** Removes the history of a resource on a node that is not there to do it itself. */
    public record ForgetHistory(NodeName node, ResourceId resource) implements CibCommand {}

    /** The membership is another. */
    public record MembershipChanged(MembershipView view) implements CibCommand {}

    /** The policy starts on this node: from now on configuration changes of all nodes are written here. */
    public record BecomeWriter(ActorRef<WriterGranted> replyTo) implements CibCommand {}

    /** The term grows with every change of the writer, whatever nodes and restarts lie between. */
    public record WriterGranted(long term) {}

    /** The policy of that term ended on this node. */
    public record StopBeingWriter(long term) implements CibCommand {}

    /**
     * From now on this node speaks for a node that does not do it itself. Answered when all reachable members have said what
     * they know of it and take no more words of whoever spoke for it before; {@code changes} are made at once then.
     *
     * @param floor the number of the new word is at least that
     */
    public record ClaimWard(NodeName node, long floor, List<StatusChange> changes, ActorRef<WardGranted> replyTo)
            implements WardCommand {
        public ClaimWard {
            changes = List.copyOf(changes);
        }
    }

    /** This node speaks for another one, with words of this number, beginning with that. */
    public record WardGranted(NodeName node, long epoch, NodeState state) {}

    /** Changes the status of a node that this one speaks for; without effect when it does so no more. */
    public record RecordWard(NodeName node, List<StatusChange> changes) implements WardCommand {
        public RecordWard {
            changes = List.copyOf(changes);
        }
    }

    /** Asks to be told when this node no longer speaks for another one. */
    public record WatchWards(ActorRef<WardLost> watcher) implements WardCommand {}

    /** Another member speaks for the node now. */
    public record WardLost(NodeName node) {}
}
