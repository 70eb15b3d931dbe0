package io.systole.runtime.config;

import java.util.List;

/**
 * One node of the cluster's list.
 *
 * <p>Invariant: the name has no white space, there is at least one address, the port is between 1 and 65535.
 *
 * @param votes how much it counts for quorum
 */
public record NodeEntry(String name, List<String> addresses, int port, int votes) {
    public NodeEntry {
        addresses = List.copyOf(addresses);
        new Check()
                .that(
                        name.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,253})"),
                        "name",
                        name,
                        "must be 1 to 254 letters, digits, dots, hyphens or underscores")
                .that(!addresses.isEmpty(), "addresses", addresses, "must name at least one address")
                .that(addresses.stream().noneMatch(String::isBlank), "addresses", addresses, "must not be blank")
                .between("port", port, 1, 65_535)
                .between("votes", votes, 0, 1000)
                .orThrow();
    }

    static NodeEntry from(Section section, int portDefault) {
        var port = section.has("port") ? section.integer("port") : portDefault;
        var votes = section.has("votes") ? section.integer("votes") : 1;
        return new NodeEntry(section.text("name"), section.texts("addresses"), port, votes);
    }
}
