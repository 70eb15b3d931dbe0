package io.systole.actors.cib.wire;

import io.systole.actors.cib.core.ConfigurationKey;

/** What decides between two configurations. */
public record WireKey(long adminEpoch, long term, long epoch) {
    public static WireKey of(ConfigurationKey key) {
        return new WireKey(key.adminEpoch(), key.term(), key.epoch());
    }

    public ConfigurationKey key() {
        return new ConfigurationKey(adminEpoch, term, epoch);
    }
}
