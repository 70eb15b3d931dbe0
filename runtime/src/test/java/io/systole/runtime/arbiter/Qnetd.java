package io.systole.runtime.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's corosync-qnetd on a port of loopback, with certificates made by its own commands. Needs root, as those do. */
final class Qnetd implements AutoCloseable {
    private final Path directory;
    private final int port;
    private Process process;

    private Qnetd(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Skips the test with a reason where there is no daemon; in CI it fails instead. */
    static Qnetd startOrSkip(Path directory) throws IOException {
        var why = obstacle();
        if (!why.isEmpty() && System.getenv("CI") != null) {
            throw new AssertionError("this may not be skipped in CI, but: " + why);
        }
        assumeTrue(why.isEmpty(), () -> "SKIPPED, " + why);
        makeCertificates(directory);
        int port = freePort();
        return new Qnetd(directory, port, start(directory, port));
    }

    private static String obstacle() {
        try {
            if (!run("id", "-u").strip().equals("0")) return "corosync-qnetd-certutil needs root";
            run("corosync-qnetd", "-v");
            run("certutil", "-H");
            run("openssl", "version");
            return "";
        } catch (IOException missing) {
            return "not installed: " + missing.getMessage() + " (bin/verify installs it)";
        }
    }

    /** As docs/operations/split-brain.md has it, with a file system of its own in place of the host's /etc/corosync. */
    private static void makeCertificates(Path directory) throws IOException {
        var script = directory.resolve("certificates.sh");
        Files.writeString(script, """
                set -e
                mount -t tmpfs tmpfs /etc/corosync
                mkdir /etc/corosync/qnetd
                cd "$1"
                corosync-qnetd-certutil -i
                for name in demo other; do
                    mkdir $name
                    openssl req -new -newkey rsa:3072 -nodes -keyout $name/cluster.key -subj "/CN=$name" \\
                        -outform DER -out $name/cluster.crq
                    corosync-qnetd-certutil -s -c $name/cluster.crq -n $name
                    cp /etc/corosync/qnetd/nssdb/cluster-$name.crt $name/cluster.crt
                    cp /etc/corosync/qnetd/nssdb/qnetd-cacert.crt $name/
                done
                cp -r /etc/corosync/qnetd/nssdb .
                """);
        var said = run("unshare", "--mount", "--propagation", "private", "sh", script.toString(), directory.toString());
        assertThat(directory.resolve("nssdb/cert9.db")).as(said).exists();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path directory, int port) throws IOException {
        var process = new ProcessBuilder(
                        "corosync-qnetd",
                        "-f",
                        "-d",
                        "-4",
                        "-l",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-s",
                        "on",
                        "-S",
                        "nss_db_dir=" + directory.resolve("nssdb") + ",local_socket_file=" + directory.resolve("socket")
                                + ",lock_file=" + directory.resolve("lock"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("qnetd.log").toFile()))
                .start();
        Waiting.until("corosync-qnetd listens", () -> isOpen(port), () -> log(directory));
        return process;
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** With a certificate for that cluster. */
    Path certificates(String cluster) {
        return directory.resolve(cluster);
    }

    /** True, or a failure: what waits for it would wait in vain. */
    boolean mustRun() {
        if (!process.isAlive())
            throw new AssertionError("corosync-qnetd has ended: " + process.exitValue() + "\n" + log());
        return true;
    }

    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = start(directory, port);
    }

    /** What corosync-qnetd-tool tells of the cluster. */
    String shown(String cluster) throws IOException {
        return run(
                "corosync-qnetd-tool",
                "-l",
                "-v",
                "-c",
                cluster,
                "-p",
                directory.resolve("socket").toString());
    }

    String log() {
        return log(directory);
    }

    private static String log(Path directory) {
        try {
            return Files.readString(directory.resolve("qnetd.log"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    private static String run(String... command) throws IOException {
        var process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        try (var in = process.getInputStream()) {
            process.getOutputStream().close();
            var said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(20, TimeUnit.SECONDS);
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
