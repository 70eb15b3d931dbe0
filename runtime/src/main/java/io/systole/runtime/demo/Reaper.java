package io.systole.runtime.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small process of its own that outlives the demonstration by a moment: when the pipe to it closes, which the kernel
 * does even after SIGKILL, it kills everything that carries the marker. In a session of its own, so that an interrupt
 * from the terminal does not reach it.
 */
final class Reaper {
    private final Process process;
    private final OutputStream pipe;

    private Reaper(Process process) {
        this.process = process;
        this.pipe = process.getOutputStream();
    }

    static Reaper start(String marker, Path directory) throws IOException {
        var command = new ArrayList<>(Sessions.prefix());
        command.addAll(List.of("sh", "-c", DemoFiles.resource("reaper.sh"), "systole-demo-reaper", marker));
        command.add(directory.toString());
        return new Reaper(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Kills what carries the marker, and waits until it is gone. */
    void reap() throws IOException, InterruptedException {
        pipe.close();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    /** Everything may stay. */
    void callOff() throws IOException, InterruptedException {
        pipe.write("keep\n".getBytes(StandardCharsets.UTF_8));
        pipe.close();
        process.waitFor(5, TimeUnit.SECONDS);
    }
}
