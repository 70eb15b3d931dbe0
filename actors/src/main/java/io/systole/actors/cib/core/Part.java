package io.systole.actors.cib.core;

import io.systole.cib.Lrm;
import io.systole.cib.TransientAttributes;
import org.jspecify.annotations.Nullable;

/** What one incarnation of a node says of itself; the sequence grows by one with each of its changes. */
public record Part(
        long incarnation,
        long sequence,
        @Nullable TransientAttributes attributes,
        @Nullable Lrm lrm) {

    static Part unheard() {
        return new Part(0, 0, null, null);
    }
}
