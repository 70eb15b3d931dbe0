package io.systole.runtime.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Connections to remote nodes: what members and remote hosts both need, and where a remote host listens.
 *
 * @param keyFile the secret that they share
 * @param silence a peer that says nothing for so long is taken for lost
 * @param address where a remote host listens; members do not
 * @param port 0 for any free one
 */
public record RemoteConfig(Path keyFile, Duration silence, String address, int port) {
    public RemoteConfig {
        new Check()
                .that(keyFile.isAbsolute(), "key-file", keyFile, "must be an absolute path")
                .between("silence", silence, Duration.ofSeconds(1), Duration.ofMinutes(10))
                .that(!address.isBlank(), "address", "\"\"", "must be an address of this host")
                .between("port", port, 0, 65_535)
                .orThrow();
    }

    static RemoteConfig from(Section section) {
        return new RemoteConfig(
                section.path("key-file"),
                section.duration("silence"),
                section.text("address"),
                section.integer("port"));
    }
}
