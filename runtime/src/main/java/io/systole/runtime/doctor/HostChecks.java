package io.systole.runtime.doctor;

import io.systole.runtime.doctor.Finding.Area;
import io.systole.runtime.doctor.HostFacts.Disk;
import io.systole.runtime.doctor.HostFacts.Host;
import io.systole.runtime.doctor.HostFacts.Jvm;
import io.systole.runtime.doctor.HostFacts.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges one host: its disks, its watchdog, the memory of machine and process. */
final class HostChecks {
    private static final long MEBIBYTE = 1024 * 1024;
    /** The configuration, its history and the inputs of transitions need some ten of these. */
    private static final long FREE_NEEDED = 64 * MEBIBYTE;

    private static final long FREE_WANTED = 512 * MEBIBYTE;
    /** A change of the configuration waits for one of these on every node. */
    private static final double SYNC_SLOW_MS = 100;

    private static final double SYNC_BAD_MS = 2000;
    private static final double STALLED_PERCENT = 20;
    /** Longer than the shortest profile lets a node be silent is a lost node. */
    private static final long PAUSE_LONG_MS = 1000;

    private final HostFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private HostChecks(HostFacts facts) {
        this.facts = facts;
    }

    static List<Finding> of(HostFacts facts) {
        var checks = new HostChecks(facts);
        facts.disks().forEach(checks::disk);
        checks.watchdog(facts.watchdog());
        checks.host(facts.host());
        if (facts.nodeRuns()) {
            checks.process(facts.jvm());
        }
        return checks.findings;
    }

    private String on(String what) {
        return facts.node() + ", " + what;
    }

    private void disk(Disk disk) {
        String subject = on(disk.purpose() + " directory " + disk.path());
        if (!facts.nodeRuns() && disk.purpose().equals("run") && disk.fault().equals(Disk.MISSING)) {
            findings.add(Finding.ok(Area.DISK, subject, "is made when the node starts"));
            return;
        }
        if (disk.readOnly() || !disk.fault().isEmpty()) {
            boolean state = disk.purpose().equals("state");
            String found = disk.readOnly() ? "the file system is read-only" : "cannot be written: " + disk.fault();
            String advice = disk.readOnly()
                    ? "look into the kernel's log for errors of the disk (`dmesg`); then mount it writable"
                    : disk.fault().equals(Disk.MISSING)
                            ? "make it, or name another (systole.directories, systole.log.file)"
                            : "make room, or correct owner and mode";
            findings.add(
                    state
                            ? Finding.bad(
                                    Area.DISK,
                                    subject,
                                    found,
                                    "a directory that can be written: this node stores no change of the configuration",
                                    advice)
                            : Finding.warning(Area.DISK, subject, found, "a directory that can be written", advice));
            return;
        }
        String room = disk.usableBytes() / MEBIBYTE + " MiB free of " + disk.totalBytes() / MEBIBYTE;
        if (disk.usableBytes() < FREE_NEEDED) {
            findings.add(Finding.bad(
                    Area.DISK,
                    subject,
                    room,
                    "at least " + FREE_NEEDED / MEBIBYTE + " MiB",
                    "make room (`du -x`): when it is full, no change of the configuration is stored"));
        } else if (disk.usableBytes() < FREE_WANTED && disk.usableBytes() * 20 < disk.totalBytes()) {
            findings.add(Finding.warning(
                    Area.DISK,
                    subject,
                    room,
                    "at least " + FREE_WANTED / MEBIBYTE + " MiB, or 5 %",
                    "make room (`du -x`)"));
        } else {
            findings.add(Finding.ok(Area.DISK, subject, room));
        }
        if (disk.syncMs() >= 0) {
            findings.add(sync(disk, subject));
        }
    }

    private static Finding sync(Disk disk, String subject) {
        String found = String.format(
                Locale.ROOT, "a page is on the disk after %.1f ms, at most %.1f ms", disk.syncMs(), disk.syncMaxMs());
        String advice = "look what keeps the disk busy (`iostat -x 1`), and for errors in the kernel's log";
        if (disk.syncMs() > SYNC_BAD_MS) {
            return Finding.bad(Area.DISK, subject, found, "less than " + (int) SYNC_SLOW_MS + " ms", advice);
        }
        return disk.syncMs() > SYNC_SLOW_MS
                ? Finding.warning(Area.DISK, subject, found, "less than " + (int) SYNC_SLOW_MS + " ms", advice)
                : Finding.ok(Area.DISK, subject, found);
    }

    private void watchdog(Watchdog watchdog) {
        if (watchdog.path().isEmpty()) {
            String others = watchdog.others().isEmpty()
                    ? "none is configured, and the host has none"
                    : "none is configured; the host has " + String.join(", ", watchdog.others());
            findings.add(Finding.ok(Area.WATCHDOG, facts.node(), others));
            return;
        }
        String subject = on(watchdog.path());
        String driver = watchdog.identity().isEmpty() ? "" : " (" + watchdog.identity() + ")";
        if (!watchdog.there()) {
            findings.add(Finding.bad(
                    Area.WATCHDOG,
                    subject,
                    "there is no such device",
                    "the device that systole.sbd.watchdog names",
                    "load its driver; `modprobe softdog` where there is no hardware"));
        } else if (!watchdog.holder().isEmpty() && !watchdog.ours()) {
            findings.add(Finding.bad(
                    Area.WATCHDOG,
                    subject,
                    "process " + watchdog.holder() + " has it" + driver,
                    "this node alone",
                    "stop that, and keep it from starting (often sbd, watchdog or systemd's RuntimeWatchdogSec); then"
                            + " restart the node"));
        } else if (watchdog.timeoutS() > watchdog.wantedS()) {
            findings.add(Finding.bad(
                    Area.WATCHDOG,
                    subject,
                    "its timeout is " + watchdog.timeoutS() + " s" + driver,
                    "at most " + watchdog.wantedS() + " s (systole.sbd.watchdog-timeout): the others take this host for"
                            + " dead before it is",
                    "set it by the driver's options, or configure longer timeouts"));
        } else if (facts.nodeRuns() && !watchdog.ours()) {
            findings.add(Finding.warning(
                    Area.WATCHDOG,
                    subject,
                    "the node does not seem to have it open" + driver,
                    "a watchdog that the node feeds",
                    "see the node's log for the event SY-W codes; restart the node"));
        } else {
            findings.add(Finding.ok(
                    Area.WATCHDOG,
                    subject,
                    (watchdog.ours() ? "the node has it" : "is there")
                            + driver
                            + (watchdog.timeoutS() > 0 ? ", timeout " + watchdog.timeoutS() + " s" : "")));
        }
    }

    private void host(Host host) {
        if (host.memoryBytes() > 0) {
            String found = host.memoryAvailableBytes() / MEBIBYTE + " MiB available of " + host.memoryBytes() / MEBIBYTE
                    + ", " + host.swapUsedBytes() / MEBIBYTE + " MiB swapped out";
            findings.add(
                    host.memoryAvailableBytes() * 20 < host.memoryBytes()
                            ? Finding.warning(
                                    Area.MEMORY,
                                    facts.node(),
                                    found,
                                    "more than 5 % available",
                                    "find who has it (`ps --sort=-rss aux`): a host that swaps, or kills for memory, is"
                                            + " lost sooner or later")
                            : Finding.ok(Area.MEMORY, facts.node(), found));
        }
        stall(host.memoryStall(), "memory", "a host that swaps misses heartbeats: free memory");
        stall(host.diskStall(), "disks", "`iostat -x 1` and `iotop` tell by whom");
        String load = String.format(Locale.ROOT, "load %.1f on %d processors", host.load(), host.processors());
        findings.add(
                host.processors() > 0 && host.load() > 4.0 * host.processors()
                        ? Finding.warning(
                                Area.MEMORY,
                                facts.node(),
                                load,
                                "at most four times as many as processors",
                                "`top` tells by whom: monitors that take too long fail")
                        : Finding.ok(Area.MEMORY, facts.node(), load));
    }

    private void stall(double percent, String what, String advice) {
        if (percent > STALLED_PERCENT) {
            findings.add(Finding.warning(
                    Area.MEMORY,
                    facts.node(),
                    String.format(Locale.ROOT, "processes waited for %s in %.0f %% of the last minute", what, percent),
                    "less than " + (int) STALLED_PERCENT + " %",
                    advice));
        }
    }

    private void process(Jvm process) {
        String subject = on("the node's process");
        String heap = process.heapUsedBytes() / MEBIBYTE + " MiB of " + process.heapMaxBytes() / MEBIBYTE
                + " MiB of heap used, " + process.threads() + " threads";
        boolean full = process.heapMaxBytes() > 0
                && process.heapUsedBytes() * 10 > process.heapMaxBytes() * 9
                && process.collectingPerMille() > 50;
        findings.add(
                full
                        ? Finding.bad(
                                Area.MEMORY,
                                subject,
                                heap + "; " + process.collectingPerMille() / 10 + " % of the time goes to collecting",
                                "room in the heap",
                                "give it more (-Xmx in the unit's JAVA_OPTS) and restart the node; report what filled it")
                        : Finding.ok(Area.MEMORY, subject, heap));
        if (process.deadlockedThreads() > 0) {
            findings.add(Finding.bad(
                    Area.MEMORY,
                    subject,
                    process.deadlockedThreads() + " threads wait for each other for ever",
                    "none",
                    "make a report (`systole report`), which has their stacks, and restart the node"));
        }
        if (process.pauseMaxMs() > PAUSE_LONG_MS) {
            findings.add(Finding.warning(
                    Area.MEMORY,
                    subject,
                    "stood still for " + process.pauseMaxMs() + " ms while memory was collected",
                    "less than " + PAUSE_LONG_MS + " ms",
                    "look for swapping and too few processors; a longer pause counts as a lost node"));
        } else {
            findings.add(Finding.ok(
                    Area.MEMORY, subject, "stood still for at most " + process.pauseMaxMs() + " ms of late"));
        }
        if (process.filesMax() > 0 && process.filesOpen() * 10 > process.filesMax() * 8) {
            findings.add(Finding.warning(
                    Area.MEMORY,
                    subject,
                    process.filesOpen() + " of " + process.filesMax() + " files open",
                    "less than 80 %",
                    "raise LimitNOFILE in the unit, and report it"));
        }
    }
}
