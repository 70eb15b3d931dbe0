package io.systole.runtime.host;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.UnixOperatingSystemMXBean;
import io.systole.cib.value.Numbers;
import io.systole.runtime.doctor.HostFacts.Host;
import io.systole.runtime.doctor.HostFacts.Jvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the JVM and at the memory of the machine, as the kernel tells it in {@code /proc}. */
final class ProcessLook {
    private static final long KIBIBYTE = 1024;
    private static final Pattern STALL = Pattern.compile("some avg10=\\S+ avg60=([0-9.]+).*");

    private ProcessLook() {}

    static Jvm process() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var threads = ManagementFactory.getThreadMXBean();
        long[] deadlocked = threads.findDeadlockedThreads();
        long pause = 0;
        long collecting = 0;
        for (var bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            collecting += Math.max(0, bean.getCollectionTime());
            GcInfo last = bean instanceof GarbageCollectorMXBean known ? known.getLastGcInfo() : null;
            pause = last == null ? pause : Math.max(pause, last.getDuration());
        }
        long uptime = Math.max(1, ManagementFactory.getRuntimeMXBean().getUptime());
        var system = ManagementFactory.getOperatingSystemMXBean();
        boolean unix = system instanceof UnixOperatingSystemMXBean;
        return new Jvm(
                heap.getUsed(),
                heap.getMax(),
                threads.getThreadCount(),
                deadlocked == null ? 0 : deadlocked.length,
                pause,
                collecting * 1000 / uptime,
                unix ? ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount() : 0,
                unix ? ((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount() : 0,
                uptime / 1000);
    }

    static Host host() {
        Map<String, Long> memory = memory();
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Host(
                memory.getOrDefault("MemTotal", 0L),
                memory.getOrDefault("MemAvailable", 0L),
                memory.getOrDefault("SwapTotal", 0L) - memory.getOrDefault("SwapFree", 0L),
                system.getSystemLoadAverage(),
                system.getAvailableProcessors(),
                stall("memory"),
                stall("io"));
    }

    /** In bytes. */
    private static Map<String, Long> memory() {
        var memory = new TreeMap<String, Long>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    String amount = line.substring(colon + 1).replace("kB", "").strip();
                    memory.put(line.substring(0, colon), Numbers.integerOr(amount, 0) * KIBIBYTE);
                }
            }
        } catch (IOException untold) {
            return Map.of();
        }
        return memory;
    }

    /** How much of the last minute somebody waited, in percent (Linux, Documentation/accounting/psi). */
    private static double stall(String what) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/pressure", what))) {
                Matcher matcher = STALL.matcher(line);
                if (matcher.matches()) {
                    return Double.parseDouble(matcher.group(1));
                }
            }
        } catch (IOException untold) {
            return -1;
        }
        return -1;
    }
}
