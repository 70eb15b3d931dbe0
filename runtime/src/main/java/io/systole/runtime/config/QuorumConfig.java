package io.systole.runtime.config;

/** What the first quorum asks for. */
public record QuorumConfig(WaitForAll waitForAll) {
    /** Whether the cluster waits for all nodes at its first start. */
    public enum WaitForAll {
        /** For two nodes yes, for more no, as votequorum decides it. */
        AUTO,
        ON,
        OFF
    }

    static QuorumConfig from(Section section) {
        return new QuorumConfig(section.oneOf("wait-for-all", WaitForAll.class));
    }
}
