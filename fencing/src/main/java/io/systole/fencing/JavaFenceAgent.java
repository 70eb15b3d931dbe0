package io.systole.fencing;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A fence agent of the program that embeds a node: it is used by resources of class stonith whose type is the name under
 * which it was given to {@code Systole.start}, and obeys the same parameters as any ({@code pcmk_host_list} and so on).
 *
 * <p>Every call has a thread of its own; it may block. When its time is over, or it has to make way, the thread is
 * interrupted, and what it answers afterwards does not count. Whatever it throws counts as failed.
 */
public interface JavaFenceAgent {
    /** What it can do. Off is the least; a reboot by an agent without one is an off. */
    List<FenceAction> actions();

    /** Does it, and answers when it is done: an off that has not happened for sure must not be answered with done. */
    Answer run(Request request) throws Exception;

    /**
     * What to do.
     *
     * @param target the node; empty for monitor and list
     * @param plug the device's own name for the target; empty where there is none
     * @param parameters those of the device, without the ones for the cluster manager
     */
    record Request(FenceAction action, Optional<NodeName> target, String plug, SortedMap<String, String> parameters) {}

    /**
     * What came of it.
     *
     * @param rc 0 for done, or on; 2 for off where the status was asked for; else it has failed
     * @param text the names of a list, one a line
     * @param why what to tell the administrator where it has failed
     */
    record Answer(int rc, String text, String why) {
        /** It is done; of a status: the target is on. */
        public static Answer done() {
            return new Answer(0, "", "");
        }

        /** Answers a status: the target is off. */
        public static Answer isOff() {
            return new Answer(2, "", "");
        }

        /** Answers a list. */
        public static Answer listed(List<String> plugs) {
            return new Answer(0, String.join("\n", plugs), "");
        }

        /** It failed, or is not known to be done. */
        public static Answer failed(String why) {
            return new Answer(1, "", why);
        }
    }
}
