package io.systole.splitbrain.port;

/** What a node's port was last found to be. */
public enum PortState {
    /** A connection stands: something listens there, or at least its kernel does. */
    OPEN,
    /** The host answered that nothing listens there. */
    REFUSED,
    /** No answer in time, or no way to the host: nothing is known of the process. */
    SILENT
}
