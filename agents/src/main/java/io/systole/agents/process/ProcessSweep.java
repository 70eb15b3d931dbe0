package io.systole.agents.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kills a program and all that came of it: its process group at one blow, then, found in {@code /proc}, what is left of
 * its session and whatever carries the operation's mark in its environment, wherever it moved to. Looks again until
 * nothing is found, since what is being killed may still fork.
 */
final class ProcessSweep {
    /** The variable that all processes of an operation inherit. */
    static final String MARK = "SYSTOLE_OPERATION";

    private static final Path PROC = Path.of("/proc");
    private static final int SWEEPS_MAX = 50;
    private static final int QUIET_MS = 10;

    private final long leader;
    private final byte[] mark;

    ProcessSweep(long leader, String mark) {
        this.leader = leader;
        this.mark = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
    }

    void kill(Process process) throws InterruptedException {
        killGroup();
        process.destroyForcibly();
        for (var sweep = 0; sweep < SWEEPS_MAX; sweep++) {
            var found = found();
            if (found.isEmpty()) {
                return;
            }
            for (var entry : found) {
                ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            process.waitFor(QUIET_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** One signal to the whole group, so that none of it can react to the death of another. */
    private void killGroup() throws InterruptedException {
        try {
            var kill = new ProcessBuilder("/bin/sh", "-c", "kill -KILL -- -" + leader)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException noMoreProcesses) {
            // The sweep needs no process of its own and finds the group as well.
            return;
        }
    }

    /** What is found at this moment; nothing is done to it. */
    ProcessPicture picture() {
        return ProcessReading.of(found());
    }

    /** The directories of the processes. */
    private List<Path> found() {
        var found = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var entry : entries) {
                if (belongs(entry)) {
                    found.add(entry);
                }
            }
        } catch (IOException unreadable) {
            return found;
        }
        return found;
    }

    private boolean belongs(Path entry) {
        try {
            // state parent group session ...
            var fields = ProcessReading.fields(entry);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return false;
            }
            return Long.parseLong(fields[2]) == leader
                    || Long.parseLong(fields[3]) == leader
                    || carriesMark(Files.readAllBytes(entry.resolve("environ")));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException goneOrForbidden) {
            return false;
        }
    }

    private boolean carriesMark(byte[] environ) {
        var start = 0;
        for (var i = 0; i <= environ.length; i++) {
            if (i == environ.length || environ[i] == 0) {
                if (Arrays.equals(environ, start, i, mark, 0, mark.length)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
