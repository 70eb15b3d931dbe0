package io.systole.agents.code;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a thread was doing at a moment.
 *
 * @param state as the JVM has it
 * @param heldBy the thread that has the lock that this one waits for; empty where there is none
 * @param frames innermost first
 * @param cpu used so far
 */
record ThreadPicture(Thread.State state, String heldBy, List<StackTraceElement> frames, Duration cpu) {
    private static final int DEPTH = 64;
    private static final List<String> NOBODYS = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    ThreadPicture {
        frames = List.copyOf(frames);
    }

    /** Empty where the thread has ended, or has no frames of its own. */
    static Optional<ThreadPicture> of(Thread thread) {
        var threads = ManagementFactory.getThreadMXBean();
        var info = threads.getThreadInfo(thread.getId(), DEPTH);
        if (info == null || info.getStackTrace().length == 0) {
            return Optional.empty();
        }
        var cpu = threads.isThreadCpuTimeSupported() ? Math.max(0, threads.getThreadCpuTime(thread.getId())) : 0;
        @Nullable String holder = info.getLockOwnerName();
        return Optional.of(new ThreadPicture(
                info.getThreadState(),
                holder == null ? "" : holder,
                List.of(info.getStackTrace()),
                Duration.ofNanos(cpu)));
    }

    /** In one line. */
    String inWords() {
        return where() + String.format(Locale.ROOT, "; CPU %.2f s", cpu.toMillis() / 1000.0);
    }

    /** Whether it did the same before, at the same places. */
    boolean isAs(ThreadPicture before) {
        return where().equals(before.where());
    }

    private String where() {
        var top = frames.get(0);
        return doing() + " " + call(top)
                + caller(top).map(frame -> ", called by " + call(frame)).orElse("");
    }

    private String doing() {
        return switch (state) {
            case BLOCKED -> "waits for a lock" + (heldBy.isEmpty() ? "" : " that " + heldBy + " has") + " in";
            case WAITING, TIMED_WAITING -> "waits" + (heldBy.isEmpty() ? "" : " for " + heldBy) + " in";
            default -> "is in";
        };
    }

    /** Where a class of the platform is at the top: the innermost frame that is the agent's. */
    private Optional<StackTraceElement> caller(StackTraceElement top) {
        return frames.stream()
                .dropWhile(ThreadPicture::isNobodys)
                .filter(frame -> isNobodys(top) && !frame.getClassName().equals(JavaOperation.class.getName()))
                .findFirst();
    }

    private static boolean isNobodys(StackTraceElement frame) {
        return NOBODYS.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static String call(StackTraceElement frame) {
        var line = frame.getLineNumber() > 0 ? " (line " + frame.getLineNumber() + ")" : "";
        return frame.getClassName() + "." + frame.getMethodName() + line;
    }
}
