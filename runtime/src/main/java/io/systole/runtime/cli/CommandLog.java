package io.systole.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What libraries log has no place in a command's output. */
final class CommandLog {
    private CommandLog() {}

    /** D-Bus tells each message otherwise. */
    static void calm() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            for (var chatty : List.of("org.freedesktop.dbus", "io.systole.agents")) {
                context.getLogger(chatty).setLevel(Level.WARN);
            }
        }
    }
}
