package io.systole.multijvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A host made of namespaces (mount, network, pid, host name, shared memory). Killing its first process is pulling the plug: the kernel
 * then kills all its processes and gives back its mounts, links and addresses.
 */
final class Host implements AutoCloseable {
    private final String name;
    private final Leashed leash;
    private final long init;

    private Host(String name, Leashed leash, long init) {
        this.name = name;
        this.leash = leash;
        this.init = init;
    }

    static Host boot(String name, Path scripts) {
        return boot(name, scripts, List.of());
    }

    /** With directories of its own: pairs of what is mounted and where. */
    static Host boot(String name, Path scripts, List<String> mounts) {
        var unshare = List.of(
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--uts",
                "--ipc",
                "--fork",
                "--mount-proc",
                "--propagation",
                "private",
                scripts.resolve("host-init").toString(),
                name);
        var leash = Leashed.start(scripts, Command.joined(unshare, mounts));
        var said = leash.firstLine();
        var children = Proc.children(leash.pid());
        if (!said.equals("ready") || children.size() != 1) {
            leash.close();
            throw new IllegalStateException("host " + name + " did not come up: " + said);
        }
        return new Host(name, leash, children.get(0));
    }

    String name() {
        return name;
    }

    long init() {
        return init;
    }

    /** The command that runs the given one inside the host. */
    List<String> inside(List<String> command) {
        var all = new ArrayList<>(List.of(
                "nsenter", "--target", Long.toString(init), "--mount", "--net", "--pid", "--uts", "--ipc", "--"));
        all.addAll(command);
        return List.copyOf(all);
    }

    Command.Answer run(String... command) {
        return Command.run(inside(List.of(command)));
    }

    void mustRun(String... command) {
        var answer = run(command);
        if (!answer.ok()) {
            throw new IllegalStateException(name + ": " + answer.text());
        }
    }

    /** Every process but the first one: the host's kernel, as it were, goes on and keeps mounts and addresses. */
    List<Long> processes() {
        return Proc.inPidNamespaceOf(init).stream().filter(pid -> pid != init).toList();
    }

    boolean isUp() {
        return Proc.isAlive(init);
    }

    /** Pulls the plug; the caller has to wait for what must be gone. */
    void powerOff() {
        kill(init);
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        powerOff();
        leash.close();
    }
}
