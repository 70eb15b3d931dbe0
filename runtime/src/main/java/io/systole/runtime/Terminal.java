package io.systole.runtime;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a human looks at standard output. */
public final class Terminal {
    private Terminal() {}

    /** By the kernel's word: since JDK 22 {@code System.console()} no longer tells. */
    public static boolean isOutput() {
        try {
            var target = Path.of("/proc/self/fd/1").toRealPath().toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
