package io.systole.actors.policy.core;

/**
 * How much may run at once; 0 is without limit.
 *
 * @param batch operations in the whole cluster (batch-limit; its default 0 leaves it to the limits of the nodes)
 * @param perNode operations on one node (node-action-limit)
 * @param migrationsPerNode live migrations from or to one node (migration-limit)
 */
public record Limits(int batch, int perNode, int migrationsPerNode) {
    public Limits {
        if (batch < 0 || perNode < 0 || migrationsPerNode < 0) {
            throw new IllegalArgumentException(
                    "limits " + batch + ", " + perNode + ", " + migrationsPerNode + ": must not be negative");
        }
    }

    public static Limits none() {
        return new Limits(0, 0, 0);
    }
}
