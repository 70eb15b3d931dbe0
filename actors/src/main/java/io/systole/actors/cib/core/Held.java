package io.systole.actors.cib.core;

import io.systole.cib.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a node has, and how well it has it.
 *
 * @param history the changes that led to it
 * @param onDisk the newest configuration that is on the disk of this node, or one that is no older
 * @param unstored the configuration is not on the disk of this node, which has failed; it is tried again
 * @param synchronised see {@link Synchronising}; it stays so
 * @param ticketsLive whether the tickets of the configuration count as they stand, see {@link Tickets}
 * @param asked whom this node has asked for the whole configuration, until it comes or it is time to ask again
 */
public record Held(
        StoredConfiguration configuration,
        History history,
        ConfigurationKey onDisk,
        boolean unstored,
        boolean synchronised,
        boolean ticketsLive,
        @Nullable NodeName asked) {
    ConfigurationKey key() {
        return configuration.key();
    }

    /** This and all before it is on the disk of this node. */
    boolean isOnDisk(ConfigurationKey key) {
        return !unstored && onDisk.compareTo(key) >= 0;
    }

    /** The next configuration; whatever was asked for may be old news now. */
    Held next(StoredConfiguration changed, History known) {
        return new Held(changed, known, onDisk, false, synchronised, ticketsLive, null);
    }

    Held stored(ConfigurationKey key) {
        ConfigurationKey newest = onDisk.compareTo(key) < 0 ? key : onDisk;
        return new Held(configuration, history, newest, unstored, synchronised, ticketsLive, asked);
    }

    Held withUnstored(boolean failed) {
        return new Held(configuration, history, onDisk, failed, synchronised, ticketsLive, asked);
    }

    Held inStep() {
        return new Held(configuration, history, onDisk, unstored, true, ticketsLive, asked);
    }

    Held withTicketsLive(boolean live) {
        return new Held(configuration, history, onDisk, unstored, synchronised, live, asked);
    }

    Held asking(@Nullable NodeName node) {
        return new Held(configuration, history, onDisk, unstored, synchronised, ticketsLive, node);
    }
}
