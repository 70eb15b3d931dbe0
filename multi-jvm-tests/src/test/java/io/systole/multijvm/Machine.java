package io.systole.multijvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A virtual machine of qemu's software emulation, which needs nothing of the processor: Debian with its real kernel. The
 * process of qemu is its power: what kills it pulls the plug.
 */
final class Machine {
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
    private static final Duration OFF_LIMIT = Duration.ofSeconds(10);

    /** What a machine is made of; the last disks are shared with others, and raw. */
    record Parts(
            String name, String address, int memoryMib, Path kernel, Path initrd, Path system, List<Path> sharedDisks) {
        Parts {
            sharedDisks = List.copyOf(sharedDisks);
        }
    }

    private final String name;
    private final Process nsenter;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private int commands;

    private Machine(String name, Process nsenter) {
        this.name = name;
        this.nsenter = nsenter;
        var reader = new Thread(this::read, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Gives the machine power and waits until its system is up.
     *
     * @param rack the host made of namespaces that it dies with, and whose interface tap-NAME is its network
     * @param share the directory that it has in common with the test, at the same place
     */
    static Machine boot(Parts parts, Host rack, Path share) {
        try {
            var process = new ProcessBuilder(rack.inside(qemu(parts, share)))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            share.resolve("harness.log").toFile()))
                    .start();
            var machine = new Machine(parts.name(), process);
            if (machine.answer(0, BOOT_LIMIT).isEmpty()) {
                machine.pullPlug();
                throw new IllegalStateException(
                        parts.name() + " did not come up: " + share.resolve(parts.name() + ".console"));
            }
            return machine;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> qemu(Parts parts, Path share) {
        var append = String.join(
                " ",
                "console=ttyS0 quiet mitigations=off panic=-1 net.ifnames=0",
                "systemd.hostname=" + parts.name(),
                "systole.address=" + parts.address(),
                "systole.share=" + share);
        var mac =
                "52:54:00:4d:00:%02x".formatted(Integer.parseInt(parts.address().replaceAll("^.*\\.|/.*$", "")));
        var command = new ArrayList<>(List.of("qemu-system-x86_64", "-name", parts.name()));
        command.addAll(List.of("-accel", "tcg,thread=multi", "-cpu", "qemu64", "-nodefaults", "-no-user-config"));
        command.addAll(List.of("-display", "none", "-m", Integer.toString(parts.memoryMib())));
        command.addAll(List.of(
                "-kernel", parts.kernel().toString(), "-initrd", parts.initrd().toString()));
        command.addAll(List.of("-append", append));
        command.addAll(List.of("-serial", "file:" + share.resolve(parts.name() + ".console")));
        command.addAll(List.of("-device", "virtio-rng-pci", "-device", "virtio-serial-pci"));
        command.addAll(List.of("-chardev", "stdio,id=commands,signal=off"));
        command.addAll(List.of("-device", "virtserialport,chardev=commands,name=commands"));
        command.addAll(List.of("-netdev", "tap,id=net,script=no,downscript=no,ifname=tap-" + parts.name()));
        command.addAll(List.of("-device", "virtio-net-pci,netdev=net,mac=" + mac));
        command.addAll(List.of("-fsdev", "local,id=share,security_model=none,path=" + share));
        command.addAll(List.of("-device", "virtio-9p-pci,fsdev=share,mount_tag=share"));
        command.addAll(List.of("-drive", "if=none,id=system,cache=unsafe,format=qcow2,file=" + parts.system()));
        command.addAll(List.of("-device", "virtio-blk-pci,drive=system"));
        for (var disk : parts.sharedDisks()) {
            var id = "shared" + parts.sharedDisks().indexOf(disk);
            command.addAll(List.of("-drive", "if=none,id=" + id + ",cache=none,format=raw,file=" + disk));
            command.addAll(List.of("-device", "virtio-blk-pci,share-rw=on,drive=" + id));
        }
        return List.copyOf(command);
    }

    private void read() {
        try (var lines =
                new BufferedReader(new InputStreamReader(nsenter.getInputStream(), StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException gone) {
            // with the machine
        }
    }

    /** Runs lines of shell in the machine, to their end. */
    synchronized Command.Answer run(String script) {
        commands++;
        var line = commands + " " + Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)) + "\n";
        try {
            nsenter.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            nsenter.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " is off", failure);
        }
        var words = answer(commands, COMMAND_LIMIT);
        if (words.isEmpty()) {
            throw new IllegalStateException(name + " does not answer: " + script);
        }
        var text = new String(Base64.getDecoder().decode(words.get(2)), StandardCharsets.UTF_8);
        return new Command.Answer(List.of(name, script), Integer.parseInt(words.get(1)), text, "");
    }

    /** What it printed; it has to succeed. */
    String mustRun(String script) {
        var answer = run(script);
        if (!answer.ok()) {
            throw new IllegalStateException(answer.text());
        }
        return answer.out().strip();
    }

    /** The words of the answer with that number; none where there is none in time. */
    private List<String> answer(int number, Duration limit) {
        try {
            var deadline = System.nanoTime() + limit.toNanos();
            while (true) {
                var line = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    return List.of();
                }
                var words = List.of(line.split(" ", -1));
                if (words.size() == 3 && words.get(0).equals(Integer.toString(number))) {
                    return words;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Stops its processor, as a host that hangs: it says nothing more and keeps all that it has. */
    void freeze() {
        Proc.children(nsenter.pid()).forEach(qemu -> Command.output("kill", "-STOP", Long.toString(qemu)));
    }

    /** Cuts its power; returns when nothing is left of it. */
    void pullPlug() {
        var qemu = Proc.children(nsenter.pid());
        qemu.forEach(Host::kill);
        Await.until(
                "qemu of " + name + " is gone", OFF_LIMIT, () -> qemu.stream().noneMatch(Proc::isAlive));
        // nsenter stops with what it has started, and goes on only to end with it.
        nsenter.destroyForcibly();
    }
}
