package io.systole.agents;

import java.nio.file.Path;

/**
 * Where systemd is spoken to.
 *
 * @param bus the D-Bus address, {@code unix:path=...}; empty where units are no resources
 * @param units the directory of units' settings that a restart of the host forgets; one that is managed has a file below
 *     {@code UNIT.d} in it
 */
public record SystemdPlace(String bus, Path units) {
    /** The host's own. */
    public static SystemdPlace usual() {
        return new SystemdPlace("unix:path=/run/dbus/system_bus_socket", Path.of("/run/systemd/system"));
    }

    /** No systemd. */
    public static SystemdPlace none() {
        return new SystemdPlace("", Path.of("/nonexistent"));
    }
}
