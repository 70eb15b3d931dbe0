package io.systole.runtime.host;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** What the threads of this process are doing. */
final class ThreadStacks {
    private ThreadStacks() {}

    static String text() {
        var text = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            text.append('"').append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
            if (thread.getLockName() != null) {
                text.append(" on ").append(thread.getLockName());
            }
            if (thread.getLockOwnerName() != null) {
                text.append(" which \"").append(thread.getLockOwnerName()).append("\" has");
            }
            text.append('\n');
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("    ").append(frame).append('\n');
            }
        }
        return text.toString();
    }
}
