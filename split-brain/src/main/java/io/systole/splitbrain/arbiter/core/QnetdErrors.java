package io.systole.splitbrain.arbiter.core;

/** What the daemon's error numbers mean, as far as a node can meet them, and what to do. */
final class QnetdErrors {
    private QnetdErrors() {}

    static String words(int number) {
        String meaning =
                switch (number) {
                    case 3 -> "it asks for TLS: set tls = on, and its certificates";
                    case 12 -> "it does not know the algorithm: is it a version before 3.0?";
                    case 13 -> "it does not accept the heartbeat: change `heartbeat`, or its heartbeat_interval_min";
                    case 15 -> "another node of the cluster has another tie-breaker: make the files the same";
                    case 16 -> "another node of the cluster has another algorithm: make the files the same";
                    case 17 ->
                        "it still knows a connection of this node, or of another cluster of the same name with a node in"
                                + " the same place";
                    case 18 -> "it does not accept the node list: ffsplit wants an even number of nodes";
                    default -> "see the messages of corosync-qnetd";
                };
        return "the arbiter refuses this node (error " + number + "): " + meaning;
    }
}
