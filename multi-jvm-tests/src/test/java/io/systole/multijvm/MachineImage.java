package io.systole.multijvm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What virtual machines boot from: made once in a directory that is kept, but for Systole itself, which is put in anew. */
record MachineImage(Path cache) {
    private static final Duration MADE_WITHIN = Duration.ofMinutes(20);
    private static final List<String> NEEDED =
            List.of("qemu-system-x86_64", "qemu-img", "debootstrap", "modprobe", "xz", "mke2fs", "busybox");

    /** Makes it, by the script of src/test/machines. */
    static MachineImage make(Path cache) {
        var missing =
                NEEDED.stream().filter(program -> !Command.isInstalled(program)).toList();
        if (!missing.isEmpty() || !Harness.isRoot()) {
            throw new IllegalStateException(
                    "virtual machines need root and " + missing
                            + ": apt-get install qemu-system-x86 qemu-utils debootstrap kmod xz-utils e2fsprogs busybox-static");
        }
        var script = Harness.home().resolve("multi-jvm-tests/src/test/machines/make-image");
        var made = Command.run(
                List.of(
                        script.toString(),
                        cache.toString(),
                        Harness.jar().toString(),
                        Harness.home().toString()),
                MADE_WITHIN);
        if (!made.ok()) {
            throw new IllegalStateException(made.text());
        }
        return new MachineImage(cache);
    }

    /** A machine of this system with a disk of its own, which is made in the directory, and those given. */
    Machine.Parts machine(String name, String address, int memoryMib, Path directory, List<Path> sharedDisks) {
        var disk = directory.resolve(name + ".qcow2");
        var system = cache.resolve("system.img").toString();
        Command.output("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", system, disk.toString());
        return new Machine.Parts(
                name, address, memoryMib, cache.resolve("vmlinux"), cache.resolve("initrd"), disk, sharedDisks);
    }
}
