package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.core.FencingEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a Fencer wants done. */
public sealed interface FencerEffect {
    void runOn(Port port);

    /** Asks another node to lead; and again after a while, since messages can be lost. */
    record AskLeader(NodeName leader, FencingRequest request) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.askLeader(this);
        }
    }

    /** Tells all other members that this node leads a fencing. */
    record AnnounceBegin(FencingRequest request, Instant at, List<NodeName> to) implements FencerEffect {
        public AnnounceBegin {
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.announceBegin(this);
        }
    }

    /** Says that the first device waits, since the target goes first if it lives. */
    record HoldBack(NodeName target, Duration held) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.holdBack(this);
        }
    }

    /** Tells other members how fencings ended. */
    record AnnounceEnd(List<FencingRecord> records, List<NodeName> to) implements FencerEffect {
        public AnnounceEnd {
            records = List.copyOf(records);
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.announceEnd(this);
        }
    }

    /** Has a device asked or run, here or on another node. */
    record UseDevice(FencingKey key, FencingEffect effect) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.useDevice(this);
        }
    }

    /** Answers all who wait for it on this node. */
    record Answer(FencingRecord ended) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.answer(this);
        }
    }

    /** Answers a person who has confirmed a fencing by hand: what was noted, or why it was refused. */
    record AnswerConfirmation(List<FencingRecord> noted, String refused) implements FencerEffect {
        public AnswerConfirmation {
            noted = List.copyOf(noted);
        }

        @Override
        public void runOn(Port port) {
            port.answerConfirmation(this);
        }
    }

    /** Tells this node's subscribers of a fencing that it had not heard of. */
    record Publish(FencingRecord ended) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.publish(this);
        }
    }

    /** Tells members which run of which boot this node is. */
    record Introduce(List<NodeName> to) implements FencerEffect {
        public Introduce {
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.introduce(this);
        }
    }

    /** Reports that a device said what was not true, and whether its word alone counts from now on. */
    record ReportLie(Proofs.Lie lie, boolean distrusted) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.reportLie(this);
        }
    }

    /** Tells members of devices that said what was not true. */
    record TellLies(List<Proofs.Lie> lies, List<NodeName> to) implements FencerEffect {
        public TellLies {
            lies = List.copyOf(lies);
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.tellLies(this);
        }
    }

    /** Keeps which devices are not to be believed, over the stop of all nodes. */
    record Remember(Proofs proofs) implements FencerEffect {
        @Override
        public void runOn(Port port) {
            port.remember(this);
        }
    }

    /** Tells members since when a person trusts a device again. */
    record TellTrust(ResourceId device, Instant at, List<NodeName> to) implements FencerEffect {
        public TellTrust {
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.tellTrust(this);
        }
    }

    /** Tells members what this node found of its devices. */
    record TellFindings(List<Rehearsed> findings, List<NodeName> to) implements FencerEffect {
        public TellFindings {
            findings = List.copyOf(findings);
            to = List.copyOf(to);
        }

        @Override
        public void runOn(Port port) {
            port.tellFindings(this);
        }
    }

    /** Whoever carries the effects out. */
    interface Port {
        void askLeader(AskLeader effect);

        void announceBegin(AnnounceBegin effect);

        void holdBack(HoldBack effect);

        void announceEnd(AnnounceEnd effect);

        void useDevice(UseDevice effect);

        void answer(Answer effect);

        void publish(Publish effect);

        void introduce(Introduce effect);

        void reportLie(ReportLie effect);

        void tellLies(TellLies effect);

        void remember(Remember effect);

        void tellTrust(TellTrust effect);

        void tellFindings(TellFindings effect);

        void answerConfirmation(AnswerConfirmation effect);
    }
}
