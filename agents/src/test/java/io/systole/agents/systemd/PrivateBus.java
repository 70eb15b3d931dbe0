package io.systole.agents.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dbus-daemon of the test's own. */
final class PrivateBus implements AutoCloseable {
    private final Path socket;
    private final Process daemon;

    PrivateBus(Path directory) throws IOException {
        socket = directory.resolve("bus");
        var config = directory.resolve("bus.conf");
        Files.writeString(config, """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <type>session</type>
                  <listen>unix:path=%s</listen>
                  <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
                  </policy>
                </busconfig>
                """.formatted(socket));
        daemon = new ProcessBuilder(
                        "dbus-daemon", "--nofork", "--nopidfile", "--print-address", "--config-file=" + config)
                .redirectError(directory.resolve("bus.log").toFile())
                .start();
        // The address is printed when the socket is there.
        if (daemon.inputReader().readLine() == null) {
            throw new IOException("dbus-daemon ended: " + Files.readString(directory.resolve("bus.log")));
        }
    }

    String address() {
        return "unix:path=" + socket;
    }

    @Override
    public void close() {
        daemon.destroyForcibly().onExit().join();
    }
}
