package io.systole.runtime.access;

import java.io.IOException;

/** Who answers at a node's address is not shown to be the node; nothing was sent. The message says what to do. */
public final class UntrustedNode extends IOException {
    private static final long serialVersionUID = 1L;

    UntrustedNode(String message, Throwable cause) {
        super(message, cause);
    }
}
