package io.systole.runtime.doctor;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one host says of itself. What a host does not know, or an older version does not tell, is null or empty.
 *
 * @param nodeRuns whether the node's process told it, or a command on the host of one that does not run
 * @param configuration the digest of the parts of the configuration file that are the same on all nodes
 * @param agents by their names, the digest of the agent as it is installed; {@code absent} where it is not
 * @param links from this host to the addresses of the other nodes
 * @param certificates those that the node shows
 */
public record HostFacts(
        String node,
        boolean nodeRuns,
        String configuration,
        Versions versions,
        Time time,
        List<Disk> disks,
        Watchdog watchdog,
        Jvm jvm,
        Host host,
        SortedMap<String, String> agents,
        List<Link> links,
        List<Certificate> certificates) {
    /** Said of an agent that is not installed. */
    public static final String ABSENT = "absent";

    public HostFacts {
        disks = disks == null ? List.of() : List.copyOf(disks);
        links = links == null ? List.of() : List.copyOf(links);
        certificates = certificates == null ? List.of() : List.copyOf(certificates);
        agents = agents == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    }

    /**
     * What runs there.
     *
     * @param protocol the versions of the protocol between nodes that it speaks, as in {@code 1-2}
     */
    public record Versions(String systole, String java, String kernel, String system, String protocol) {}

    /**
     * The clock.
     *
     * @param synchronised whether it follows a time server; null where that is not known
     * @param source who said so
     */
    public record Time(long epochMs, @Nullable Boolean synchronised, String source) {}

    /**
     * A directory and the disk below it.
     *
     * @param purpose state, run or log
     * @param fault why nothing could be written; empty where it could
     * @param syncMs how long it took until a page was on the disk: the middle of some attempts, and the longest; negative
     *     where it was not tried
     */
    public record Disk(
            String purpose,
            String path,
            boolean readOnly,
            String fault,
            long totalBytes,
            long usableBytes,
            double syncMs,
            double syncMaxMs) {
        /** The fault of one that is not there. */
        public static final String MISSING = "there is no such directory";
    }

    /**
     * The watchdog that is configured.
     *
     * @param path empty where none is configured
     * @param there whether there is such a device
     * @param identity how its driver calls itself; empty where that is not known
     * @param timeoutS as the driver has it, in seconds; 0 where that is not known
     * @param wantedS as it is configured, in seconds
     * @param holder the process that has it open, as in {@code 17 (java)}; empty where that is nobody, or not known
     * @param ours whether that is the node
     * @param others devices of the host that are not configured
     */
    public record Watchdog(
            String path,
            boolean there,
            String identity,
            long timeoutS,
            long wantedS,
            String holder,
            boolean ours,
            List<String> others) {
        public Watchdog {
            others = others == null ? List.of() : List.copyOf(others);
        }
    }

    /**
     * The JVM of the node; zeros for a command on the host of one that does not run.
     *
     * @param pauseMaxMs the longest pause of the garbage collector of late
     * @param collectingPerMille how much of the time since the start went to it
     * @param filesMax how many files may be open; 0 where that is not known
     */
    public record Jvm(
            long heapUsedBytes,
            long heapMaxBytes,
            int threads,
            int deadlockedThreads,
            long pauseMaxMs,
            long collectingPerMille,
            long filesOpen,
            long filesMax,
            long uptimeS) {}

    /**
     * The machine.
     *
     * @param load the average of a minute
     * @param memoryStall how much of the last minute somebody waited for memory, in percent; negative where not known
     * @param diskStall the same for disks
     */
    public record Host(
            long memoryBytes,
            long memoryAvailableBytes,
            long swapUsedBytes,
            double load,
            int processors,
            double memoryStall,
            double diskStall) {}

    /**
     * A certificate that the node shows, as it lies on disk.
     *
     * @param purpose node: to the other nodes and, as a rule, to clients; management: to clients alone
     * @param fromEpochMs since when it is good; 0 where it could not be read
     * @param untilEpochMs until when; 0 where it could not be read
     * @param fault why it is no good; empty where nothing is known against it
     * @param names of hosts and addresses for which it is
     * @param lacks names and addresses at which clients ask, and for which it is not
     */
    public record Certificate(
            String purpose,
            String file,
            long fromEpochMs,
            long untilEpochMs,
            String fault,
            List<String> names,
            List<String> lacks) {
        public Certificate {
            names = names == null ? List.of() : List.copyOf(names);
            lacks = lacks == null ? List.of() : List.copyOf(lacks);
        }
    }

    /**
     * One way to another node: attempts to connect to one of its addresses.
     *
     * @param ring which of its addresses, from 0
     * @param medianMs of those that were answered
     * @param fault what was wrong with the last that was not; empty where all were answered
     * @param mtu of the interface that leads there, in bytes; 0 where that is not known
     */
    public record Link(
            String to,
            int ring,
            String address,
            int tried,
            int answered,
            double medianMs,
            double maxMs,
            String fault,
            int mtu) {}
}
