package io.systole.actors.cib;

import io.systole.actors.cib.wire.CibCommand;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
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
    public record ReplaceConfiguration(String document, Author author, ActorRef<ChangeResult> replyTo)
            implements CibCommand {}

    /** Changes the configuration. */
    public record ModifyConfiguration(CibEdit edit, Author author, ActorRef<ChangeResult> replyTo)
            implements CibCommand {}

    /** Changes the configuration by its elements. */
    public record ModifyElements(TreeEdit edit, Author author, ActorRef<ChangeResult> replyTo) implements CibCommand {}

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
}
