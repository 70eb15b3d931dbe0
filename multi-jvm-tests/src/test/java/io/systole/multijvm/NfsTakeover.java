package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * Plays conf/examples/nfs on virtual machines with Debian's real kernel, its NFS server and its NFS client: the host that
 * exports is killed, frozen, and relieved by a planned move, while a client writes lines, syncs and reads them back, and
 * holds a lock that another client tries to get. Not a test: it takes minutes; run it as root on a quiet machine:
 *
 * <pre>java -cp multi-jvm-tests/target/test-classes io.systole.multijvm.NfsTakeover [ROUNDS] [PROFILE] [CACHE]</pre>
 *
 * Arguments: how many times (1), which failure-detection profile (wan: emulated processors pause for long), where the
 * image of the machines is kept (~/.cache/systole-machines).
 */
final class NfsTakeover {
    private static final String ADDRESS = "10.77.0.100";
    private static final String THIEF_ADDRESS = "10.77.0.10/24";
    /** Files of the example and where its page says that they belong. */
    private static final List<String> SET_UP = List.of(
            "install -D -m 644 %s/nfs.conf /etc/nfs.conf.d/systole.conf",
            "install -D -m 644 %s/nfs-server.conf /etc/systemd/system/nfs-server.service.d/systole.conf",
            "systemctl daemon-reload",
            "systemctl disable -q --now nfs-server nfsdcld",
            "systemctl enable -q --now systole",
            "sync");
    /** Whether all of it runs on a host; where it does not, it takes a while to say so, to leave the processor alone. */
    private static final String IS_HOME = "ip -o address | grep -q '" + ADDRESS
            + "/' && exportfs | grep -q /srv/files && mountpoint -q /srv/files || { sleep 1; false; }";

    /** The server's own word: which clients hold a lock. */
    private static final String LOCKS =
            "cd /proc/fs/nfsd/clients; for c in *; do grep -q 'type: lock' $c/states && grep ^name: $c/info; done";

    private final VirtualCluster cluster;
    private final Path written;
    private final Path attempts;

    private NfsTakeover(VirtualCluster cluster) {
        this.cluster = cluster;
        this.written = cluster.directory().resolve("written.record");
        this.attempts = cluster.directory().resolve("attempts.record");
    }

    public static void main(String[] arguments) throws IOException {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        var profile = arguments.length > 1 ? arguments[1] : "wan";
        var cache = arguments.length > 2
                ? Path.of(arguments[2])
                : Path.of(System.getProperty("user.home"), ".cache", "systole-machines");
        var started = System.nanoTime();
        var image = MachineImage.make(cache.toAbsolutePath());
        say("image made", started);
        Harness.warmUp();
        var cluster = VirtualCluster.create(image, profile);
        try (cluster) {
            new NfsTakeover(cluster).play(rounds);
        }
        if (System.getenv("KEEP") == null) {
            Harness.deleteTree(cluster.directory());
        }
        say("all done", started);
    }

    private void play(int rounds) throws IOException {
        try {
            playAll(rounds);
        } catch (RuntimeException failure) {
            System.out.println(cluster.story());
            throw failure;
        }
    }

    private void playAll(int rounds) throws IOException {
        setUp();
        var home = awaitHome(VirtualCluster.WORKERS);
        cluster.machine(home).mustRun("chmod 777 /srv/files");
        startClients();
        try (var growth = new Growth(written)) {
            for (var round = 0; round < rounds; round++) {
                home = lose("killed", home, growth);
                home = move(home, growth);
                home = lose("frozen", home, growth);
                home = move(home, growth);
            }
        }
        theLockIsFreeWhenItsHolderEnds();
        theDiskIsSound(home);
    }

    private void setUp() throws IOException {
        var started = System.nanoTime();
        var example = example();
        for (var file : List.of("nfs.conf", "nfs-server.conf")) {
            Files.writeString(cluster.directory().resolve(file), example.text(file));
        }
        var set = VirtualCluster.WORKERS.stream()
                .map(name -> CompletableFuture.runAsync(() -> {
                    var machine = cluster.boot(name);
                    SET_UP.forEach(each -> machine.mustRun(each.formatted(cluster.directory())));
                }))
                .toList();
        set.forEach(CompletableFuture::join);
        cluster.boot(VirtualCluster.CLIENT);
        cluster.awaitAllOnline();
        say("machines set up, cluster formed", started);
        var cib = Files.writeString(
                cluster.directory().resolve("cib.xml"), example.cib(VirtualCluster.MEMBERS, cluster.directory()));
        cluster.change("cib", "replace", cib.toString());
    }

    /** The voter has no NFS server, nor the disk: nothing of the example is even looked for on it. */
    private static Example example() {
        return Example.of("nfs").with("<constraints/>", """
                <constraints>
                  <rsc_location id="no-voter" rsc="files" node="%s" score="-INFINITY" resource-discovery="never"/>
                </constraints>""".formatted(VirtualCluster.VOTER));
    }

    /** The thief is a client of its own: its own network, host name and mounts, so that the kernel shares nothing with it. */
    private void startClients() {
        var started = System.nanoTime();
        var client = cluster.machine(VirtualCluster.CLIENT);
        var classes = cluster.classes(NfsClient.class);
        client.mustRun("mkdir -p /mnt/files && mount -t nfs4 " + ADDRESS + ":/srv/files /mnt/files");
        client.mustRun("ip netns add thief && ip link add thief link eth0 type macvlan mode bridge");
        client.mustRun("ip link set thief netns thief && ip -n thief address add " + THIEF_ADDRESS
                + " dev thief && ip -n thief link set thief up");
        var program = "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp " + classes + " " + NfsClient.class.getName();
        client.mustRun("setsid " + program + " write /mnt/files " + written + " >/run/writer.log 2>&1 &");
        cluster.await("the client writes", () -> goesOn(written, 0));
        client.mustRun("""
                cat >/run/thief <<'END'
                hostname thief
                umount /mnt/files
                mount -t nfs4 %s:/srv/files /mnt/files
                exec %s steal /mnt/files %s
                END
                setsid ip netns exec thief unshare --uts sh -e /run/thief >/run/thief.log 2>&1 &
                """.formatted(ADDRESS, program, attempts));
        cluster.await("the thief tries", () -> goesOn(attempts, 0));
        say("clients at work", started);
    }

    /** The host that exports goes, by its power or as one that hangs; it is fenced and taken over, and comes back. */
    private String lose(String how, String home, Growth growth) throws IOException {
        var asked = cluster.powerRequests().size();
        var at = System.nanoTime();
        var atTime = AgentLog.now();
        if (how.equals("killed")) {
            cluster.off(home);
        } else {
            cluster.machine(home).freeze();
        }
        var heir = awaitHome(others(home));
        judge(heir, how + " " + home, at, growth);
        var requests = cluster.powerRequests();
        var fencing = requests.subList(asked, requests.size()).stream()
                .filter(request -> request.matches(".* asks: (off|reboot) " + home))
                .findFirst()
                .orElseThrow(() -> new AssertionError(home + " was not fenced: " + requests));
        var fencedAt = Long.parseLong(fencing.split(" ", -1)[0]);
        System.out.printf("  the fence agent asked after %d ms%n", (fencedAt - atTime) / 1_000_000);
        at = System.nanoTime();
        cluster.awaitAllOnline();
        say(home + " booted and a member for a while", at);
        return awaitHome(List.of(heir));
    }

    private String move(String home, Growth growth) throws IOException {
        var to = others(home).get(0);
        var at = System.nanoTime();
        cluster.change("resource", "move", "files", to);
        cluster.await("the export is on " + to, () -> {
            cluster.bootAll();
            return isHome(to);
        });
        judge(to, "moved to " + to, at, growth);
        cluster.change("resource", "clear", "files");
        return to;
    }

    /** The client writes on without an error, nothing of what it wrote is lost, and it has its lock, which nobody else got. */
    private void judge(String home, String what, long at, Growth growth) throws IOException {
        var served = System.nanoTime();
        cluster.await(what + ": the client writes again", () -> goesOn(written, 0) && growth.since(served));
        var tried = uses(attempts);
        cluster.await(what + ": the thief is refused again", () -> goesOn(attempts, tried));
        var pause = growth.longest(at);
        System.out.printf(
                "%s: first line again %d ms after it; the client waited %d ms; all of the group ran after %d ms%n",
                what, pause.ended().toMillis(), pause.length().toMillis(), (served - at) / 1_000_000);
        linesAreThere(home);
        var holders = cluster.machine(home).run(LOCKS).out().strip();
        if (!holders.matches("name: \"Linux NFSv4.. client\"")) {
            throw new AssertionError("the lock is held by: " + holders);
        }
        System.out.println("  kernel: " + cluster.machine(home).mustRun("dmesg | grep NFSD: | tail -1"));
    }

    private void linesAreThere(String home) throws IOException {
        var acknowledged = uses(written);
        for (var file : List.of("lines", "lock")) {
            var lines = cluster.machine(home)
                    .mustRun("cat /srv/files/" + file)
                    .lines()
                    .toList();
            var wanted = LongStream.rangeClosed(1, lines.size())
                    .mapToObj(Long::toString)
                    .toList();
            if (lines.size() < acknowledged || !lines.equals(wanted)) {
                throw new AssertionError(
                        "%s: %d lines acknowledged, %d there: %s".formatted(file, acknowledged, lines.size(), lines));
            }
        }
        System.out.println("  " + acknowledged + " lines acknowledged, all there");
    }

    /** Which shows that the thief would have got the lock. */
    private void theLockIsFreeWhenItsHolderEnds() {
        cluster.machine(VirtualCluster.CLIENT).mustRun("pkill -f 'NfsClient [w]rite'");
        cluster.await("the thief has the lock", () -> Files.readString(attempts).endsWith(" failed stolen\n"));
    }

    private void theDiskIsSound(String home) {
        cluster.machine(VirtualCluster.CLIENT).mustRun("umount /mnt/files");
        cluster.change("resource", "stop", "files");
        cluster.await(
                "the disk is unmounted",
                () -> !cluster.machine(home).run("mountpoint -q /srv/files").ok());
        System.out.println(Command.output("e2fsck", "-fn", cluster.disk().toString()));
    }

    /** Whether there were more uses than that; one that failed is the end. */
    private static boolean goesOn(Path record, long before) throws IOException {
        var failed = ClientRecord.read(record).uses().stream()
                .filter(use -> !use.ok())
                .toList();
        if (!failed.isEmpty()) {
            throw new AssertionError(record + ": " + failed);
        }
        return uses(record) > before;
    }

    private static long uses(Path record) throws IOException {
        return ClientRecord.read(record).uses().stream()
                .filter(ClientRecord.Use::ok)
                .count();
    }

    private String awaitHome(List<String> hosts) {
        return Await.value(
                "the export is on one of " + hosts,
                VirtualCluster.LIMIT,
                () -> hosts.stream().filter(this::isHome).findFirst(),
                cluster::story);
    }

    private boolean isHome(String host) {
        return cluster.isOn(host) && cluster.machine(host).run(IS_HOME).ok();
    }

    private static List<String> others(String home) {
        return VirtualCluster.WORKERS.stream()
                .filter(each -> !each.equals(home))
                .toList();
    }

    private static void say(String what, long since) {
        System.out.printf("%s: %d ms%n", what, (System.nanoTime() - since) / 1_000_000);
    }
}
