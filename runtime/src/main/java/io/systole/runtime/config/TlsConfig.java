package io.systole.runtime.config;

import java.nio.file.Path;

/**
 * What protects the traffic between nodes.
 *
 * @param directory the certificates and keys of this host
 * @param insecure neither encrypted nor authenticated, by express wish
 * @param joinPort where the host with the authority's key hands out certificates
 */
public record TlsConfig(Path directory, boolean insecure, int joinPort) {
    public TlsConfig {
        new Check()
                .that(directory.isAbsolute(), "directory", directory, "must be an absolute path")
                .between("join-port", joinPort, 1, 65_535)
                .orThrow();
    }

    static TlsConfig from(Section section) {
        return new TlsConfig(section.path("directory"), section.flag("insecure"), section.integer("join-port"));
    }
}
