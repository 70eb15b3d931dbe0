package io.systole.fencing.sbd.core;

import io.systole.fencing.sbd.format.SbdMessage;

/** What a watch wants done. */
public sealed interface WatchEffect {
    void runOn(Port port);

    /** Feed the watchdog, where there is one. */
    record Feed() implements WatchEffect {
        @Override
        public void runOn(Port port) {
            port.feed(this);
        }
    }

    /** End this node at once, and in no order: restart, power off or crash dump. */
    record FenceSelf(SbdMessage how, String why) implements WatchEffect {
        @Override
        public void runOn(Port port) {
            port.fenceSelf(this);
        }
    }

    /** Empty the node's slot on a device, as the message was heard. */
    record ClearSlot(String device) implements WatchEffect {
        @Override
        public void runOn(Port port) {
            port.clearSlot(this);
        }
    }

    /** Have the node leave the cluster in order. */
    record LeaveCluster(String from) implements WatchEffect {
        @Override
        public void runOn(Port port) {
            port.leaveCluster(this);
        }
    }

    /** The node has left in order: say so in its slots, disarm the watchdog, and watch no more. */
    record EndWatch() implements WatchEffect {
        @Override
        public void runOn(Port port) {
            port.endWatch(this);
        }
    }

    /** Something that an operator wants to know. */
    record Tell(News news, String about, String text) implements WatchEffect {
        @Override
        public void runOn(Port port) {
            port.tell(this);
        }
    }

    /** What there is to know; {@code about} is the device. */
    enum News {
        TEST_HEARD,
        UNKNOWN_HEARD,
        DEVICE_LOST,
        DEVICE_BACK,
        NOT_FED,
        FED_AGAIN
    }

    /** Carries effects out. */
    interface Port {
        void feed(Feed effect);

        void fenceSelf(FenceSelf effect);

        void clearSlot(ClearSlot effect);

        void leaveCluster(LeaveCluster effect);

        void endWatch(EndWatch effect);

        void tell(Tell effect);
    }
}
