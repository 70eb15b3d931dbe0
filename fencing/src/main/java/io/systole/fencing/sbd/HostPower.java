package io.systole.fencing.sbd;

import io.systole.fencing.sbd.format.SbdMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends the host at once: the kernel restarts it, powers it off or dumps it, without asking any process and without writing
 * back any disk. Where sysrq is not allowed, by the programs for that; and if nothing helps, this process ends without
 * disarming the watchdog, which then does it.
 */
public final class HostPower implements SelfFence {
    private static final long PATIENCE_S = 3;

    private final Path trigger;
    private final Consumer<String> program;
    private final Runnable halt;

    public HostPower() {
        this(
                Path.of("/proc/sysrq-trigger"),
                HostPower::run,
                () -> Runtime.getRuntime().halt(1));
    }

    /**
     * A power switch with other means.
     *
     * @param program runs the program of that name with {@code -f -f}
     * @param halt ends this process
     */
    HostPower(Path trigger, Consumer<String> program, Runnable halt) {
        this.trigger = trigger;
        this.program = program;
        this.halt = halt;
    }

    @Override
    public void die(SbdMessage how) {
        if (!byKernel(how)) {
            program.accept(how == SbdMessage.OFF ? "poweroff" : "reboot");
        }
        halt.run();
    }

    private boolean byKernel(SbdMessage how) {
        var key =
                switch (how) {
                    case OFF -> "o";
                    case CRASHDUMP -> "c";
                    default -> "b";
                };
        try {
            Files.writeString(trigger, key, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            return true;
        } catch (IOException notAllowed) {
            return false;
        }
    }

    private static void run(String program) {
        try {
            var process = new ProcessBuilder(List.of(program, "-f", "-f"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        } catch (IOException missing) {
            // The watchdog is left.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
