package io.systole.runtime;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a human looks at what is printed. */
public final class Terminal {
    private Terminal() {}

    /** Whether standard output is a terminal, by the kernel's word: since JDK 22 {@code System.console()} does not tell. */
    public static boolean isOutput() {
        return isTerminal(1);
    }

    /** The same of standard error. */
    public static boolean isError() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            var target = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
