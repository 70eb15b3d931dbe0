package io.systole.actors.resource.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.resource.wire.OperationReport;
import java.time.Duration;
import java.util.List;

/** What is to be done for a resource. */
public sealed interface ResourceEffect {
    void runOn(Port port);

    /** Who carries the effects out. */
    interface Port {
        void askSlot(AskSlot effect);

        void freeSlot(FreeSlot effect);

        void runAgent(RunAgent effect);

        void recordStatus(RecordStatus effect);

        void wakeForRun(WakeForRun effect);

        void forgetRun(ForgetRun effect);

        void answer(Answer effect);
    }

    record AskSlot() implements ResourceEffect {
        @Override
        public void runOn(Port port) {
            port.askSlot(this);
        }
    }

    record FreeSlot() implements ResourceEffect {
        @Override
        public void runOn(Port port) {
            port.freeSlot(this);
        }
    }

    record RunAgent(Task task) implements ResourceEffect {
        @Override
        public void runOn(Port port) {
            port.runAgent(this);
        }
    }

    /** All changes at once. */
    record RecordStatus(List<StatusChange> changes) implements ResourceEffect {
        public RecordStatus {
            changes = List.copyOf(changes);
        }

        @Override
        public void runOn(Port port) {
            port.recordStatus(this);
        }
    }

    record WakeForRun(String operationKey, int generation, Duration in) implements ResourceEffect {
        @Override
        public void runOn(Port port) {
            port.wakeForRun(this);
        }
    }

    record ForgetRun(String operationKey) implements ResourceEffect {
        @Override
        public void runOn(Port port) {
            port.forgetRun(this);
        }
    }

    record Answer(OperationReport report) implements ResourceEffect {
        @Override
        public void runOn(Port port) {
            port.answer(this);
        }
    }
}
