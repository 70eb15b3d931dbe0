package io.systole.agents.systemd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** systemd, asked by threads that may wait: every call ends within half a minute. */
interface Systemd {
    UnitState state(UnitName unit) throws SystemdFault;

    /** How a service's last run ended ({@code exit-code}, {@code timeout}, ...), or the empty string. */
    String result(UnitName unit) throws SystemdFault;

    /** The unit's description; fails where there is no such unit. */
    String description(UnitName unit) throws SystemdFault;

    /** Orders a start in mode replace; answers with the job. */
    String start(UnitName unit) throws SystemdFault;

    /** Orders a stop in mode replace, which does not wait for the node's own stop; answers with the job. */
    String stop(UnitName unit) throws SystemdFault;

    /** How the job ended, as soon as it has; empty where it runs on after the time. */
    Optional<String> jobEnd(String job, Duration wait) throws InterruptedException;

    /** Whether systemd still has the job: its end may have been missed. */
    boolean hasJob(String job) throws SystemdFault;

    /** Has systemd read the units' files again. */
    void reload() throws SystemdFault;

    /** The names of all units that have a file, of the kinds that are resources; services without their suffix. */
    List<String> units() throws SystemdFault;
}
