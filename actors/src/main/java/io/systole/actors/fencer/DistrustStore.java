package io.systole.actors.fencer;

import io.systole.actors.fencer.core.Proofs;

/** Keeps over the stop of all nodes which devices said what was not true, and which are trusted again. */
public interface DistrustStore {
    /** Nothing is kept. */
    DistrustStore NONE = new DistrustStore() {
        @Override
        public Proofs read() {
            return Proofs.none();
        }

        @Override
        public void write(Proofs proofs) {
            // Nothing is kept.
        }
    };

    /** What was kept last; read once, when the node starts. */
    Proofs read();

    /** Keeps it, in the order of the calls; does not wait for the disk. */
    void write(Proofs proofs);
}
