package io.systole.actors.remote;

import io.systole.actors.remote.core.SharedKey;
import java.time.Duration;

/**
 * What members need for connections to remote nodes.
 *
 * @param key what members and remote hosts share; without it nothing is connected
 * @param silence a remote host that says nothing for so long is taken for lost
 */
public record RemoteSettings(String cluster, SharedKey key, Duration silence) {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** Without a key. */
    public static RemoteSettings none(String cluster) {
        return new RemoteSettings(cluster, SharedKey.NONE, SILENCE);
    }
}
