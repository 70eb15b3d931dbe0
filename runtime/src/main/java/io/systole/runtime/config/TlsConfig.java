package io.systole.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What protects the traffic between nodes.
 *
 * @param directory the certificates and keys of this host
 * @param insecure neither encrypted nor authenticated, by express wish
 * @param joinPort where the host with the authority's key hands out certificates
 * @param names further names and addresses by which clients reach the HTTP interface of any node, for its certificate
 */
public record TlsConfig(Path directory, boolean insecure, int joinPort, List<String> names) {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    public TlsConfig {
        names = List.copyOf(names);
        new Check()
                .that(directory.isAbsolute(), "directory", directory, "must be an absolute path")
                .between("join-port", joinPort, 1, 65_535)
                .that(
                        names.stream().allMatch(name -> NAME.matcher(name).matches()),
                        "names",
                        names,
                        "must be names of hosts, or addresses, without a port")
                .orThrow();
    }

    static TlsConfig from(Section section) {
        return new TlsConfig(
                section.path("directory"),
                section.flag("insecure"),
                section.integer("join-port"),
                section.texts("names"));
    }
}
