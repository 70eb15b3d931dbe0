package io.systole.runtime.doctor;

import io.systole.runtime.doctor.HostFacts.Certificate;
import io.systole.runtime.doctor.HostFacts.Disk;
import io.systole.runtime.doctor.HostFacts.Host;
import io.systole.runtime.doctor.HostFacts.Jvm;
import io.systole.runtime.doctor.HostFacts.Link;
import io.systole.runtime.doctor.HostFacts.Time;
import io.systole.runtime.doctor.HostFacts.Versions;
import io.systole.runtime.doctor.HostFacts.Watchdog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts of hosts that are well, but for what a test says. */
final class Facts {
    static final long MIB = 1024 * 1024;
    static final Versions VERSIONS = new Versions("1.0", "17.0.1 (Debian)", "6.1.0", "Linux amd64", "2-2");
    static final Disk STATE = new Disk("state", "/var/lib/systole", false, "", 10_000 * MIB, 5_000 * MIB, 2.5, 9);
    static final Watchdog NO_WATCHDOG = new Watchdog("", false, "", 0, 0, "", false, List.of());
    static final Jvm PROCESS = new Jvm(50 * MIB, 256 * MIB, 60, 0, 20, 3, 100, 1024, 3600);
    static final Host HOST = new Host(4000 * MIB, 2000 * MIB, 0, 0.5, 2, 0, 0);

    private Facts() {}

    static HostFacts host(
            String node, Disk disk, Watchdog watchdog, Jvm process, Host host, Certificate... certificates) {
        return new HostFacts(
                node,
                true,
                "abc",
                VERSIONS,
                time(true),
                List.of(disk),
                watchdog,
                process,
                host,
                new TreeMap<>(),
                List.of(),
                List.of(certificates));
    }

    static HostFacts host(String node, Certificate... certificates) {
        return host(node, STATE, NO_WATCHDOG, PROCESS, HOST, certificates);
    }

    static Time time(@Nullable Boolean synchronised) {
        return new Time(0, synchronised, "timedatectl");
    }

    static HostFacts host(String node, Versions versions, Time time, Map<String, String> agents, Link... links) {
        return new HostFacts(
                node,
                true,
                "abc",
                versions,
                time,
                List.of(STATE),
                NO_WATCHDOG,
                PROCESS,
                HOST,
                new TreeMap<>(agents),
                List.of(links),
                List.of());
    }

    static Link link(String to, int answered, String fault) {
        return new Link(to, 0, "10.0.0." + to.charAt(1) + ":7600", 4, answered, 0.4, 1.2, fault, 1500);
    }

    static ClusterFacts cluster(HostFacts... hosts) {
        return new ClusterFacts(
                "n1",
                true,
                List.of("n1", "n2"),
                List.of(hosts),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                new ClusterFacts.Fencing(
                        true,
                        List.of(
                                new ClusterFacts.Fencing.Target("n1", "yes", List.of()),
                                new ClusterFacts.Fencing.Target("n2", "yes", List.of())),
                        List.of()));
    }
}
