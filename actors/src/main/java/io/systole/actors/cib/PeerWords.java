package io.systole.actors.cib;

import io.systole.actors.cib.core.CibEvent;
import io.systole.actors.cib.core.RequestId;
import io.systole.actors.cib.wire.AskStatus;
import io.systole.actors.cib.wire.AskStored;
import io.systole.actors.cib.wire.AskWhole;
import io.systole.actors.cib.wire.ChangeWritten;
import io.systole.actors.cib.wire.ConfigurationStored;
import io.systole.actors.cib.wire.Digest;
import io.systole.actors.cib.wire.ForgetHistoryOf;
import io.systole.actors.cib.wire.ForwardedAnswer;
import io.systole.actors.cib.wire.GivenBack;
import io.systole.actors.cib.wire.PeerWord;
import io.systole.actors.cib.wire.StatusDelta;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;

/** What a peer says, as an event of the core. */
final class PeerWords {
    private PeerWords() {}

    static CibEvent event(NodeName self, PeerWord word) {
        if (word instanceof StatusDelta delta) {
            return new CibEvent.DeltaArrived(
                    new NodeName(delta.from()),
                    delta.incarnation(),
                    delta.sequence(),
                    Translation.changes(delta.changes()));
        } else if (word instanceof Digest digest) {
            return Translation.digest(digest);
        } else if (word instanceof AskStatus ask) {
            return new CibEvent.FullAsked(new NodeName(ask.from()));
        } else if (word instanceof ForgetHistoryOf forget) {
            return new CibEvent.HistoryForgotten(new NodeName(forget.node()), new ResourceId(forget.resource()));
        } else if (word instanceof ForwardedAnswer answer) {
            return new CibEvent.ChangeDecided(
                    new RequestId(self, answer.request()), Translation.result(answer.outcome(), answer.texts()));
        } else if (word instanceof GivenBack back) {
            return new CibEvent.RequestReturned(new NodeName(back.from()), new RequestId(self, back.request()));
        }
        return ofConfiguration(word);
    }

    private static CibEvent ofConfiguration(PeerWord word) {
        if (word instanceof ConfigurationStored stored) {
            return new CibEvent.StoredByPeer(
                    new NodeName(stored.from()), stored.key().key(), stored.problem());
        } else if (word instanceof ChangeWritten written) {
            return new CibEvent.ChangeArrived(
                    new NodeName(written.from()), written.change().entry());
        } else if (word instanceof AskStored ask) {
            return new CibEvent.StoredAsked(
                    new NodeName(ask.from()), ask.term(), ask.key().key());
        } else if (word instanceof AskWhole ask) {
            return new CibEvent.WholeAsked(new NodeName(ask.from()), ask.have().key());
        }
        throw new AssertionError("unhandled " + word);
    }
}
