package io.systole.runtime.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The directory of one demonstration: its configuration, its CIB, the nodes' logs and directories.
 *
 * @param marker stands in the environment of everything that the demonstration starts
 */
record DemoFiles(Path directory, String marker) {
    static final List<String> NODES = List.of("alpha", "beta", "gamma");
    private static final String PREFIX = "systole-demo-";
    private static final String KEPT = "kept";

    static DemoFiles create(String profile) throws IOException {
        var directory = Files.createTempDirectory(PREFIX);
        var files = new DemoFiles(directory, markerOf(directory));
        files.writeConfig(profile);
        Files.writeString(files.cib(), resource("cib.xml").replace("@MARKER@", files.marker()));
        return files;
    }

    /** The demonstrations that this user told to keep. */
    static List<DemoFiles> kept() throws IOException {
        var found = new ArrayList<DemoFiles>();
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        var user = System.getProperty("user.name");
        try (var directories = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (var directory : directories) {
                if (Files.isReadable(directory.resolve(KEPT))
                        && Files.getOwner(directory).getName().equals(user)) {
                    found.add(new DemoFiles(directory, markerOf(directory)));
                }
            }
        }
        return found;
    }

    Path config() {
        return directory.resolve("systole.conf");
    }

    Path cib() {
        return directory.resolve("cib.xml");
    }

    Path run(String node) {
        return directory.resolve(node).resolve("run");
    }

    Path log(String node) {
        return directory.resolve(node + ".log");
    }

    AgentLog agentLog() {
        return new AgentLog(directory.resolve("agents.log"));
    }

    void keep() throws IOException {
        Files.createFile(directory.resolve(KEPT));
    }

    /** A file that the jar brings along from conf/demo. */
    static String resource(String name) throws IOException {
        try (var in = DemoFiles.class.getResourceAsStream("/io/systole/conf/demo/" + name)) {
            if (in == null) {
                throw new IOException("the program is incomplete: it lacks conf/demo/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String markerOf(Path directory) {
        return "SYSTOLE_DEMO=" + directory.getFileName();
    }

    private void writeConfig(String profile) throws IOException {
        var text = resource("systole.conf")
                .replace("@DIRECTORY@", directory.toString())
                .replace("@PROFILE@", profile);
        var position = 0;
        for (var port : freePorts(NODES.size())) {
            position++;
            text = text.replace(String.format(Locale.ROOT, "@PORT-%d@", position), port.toString());
        }
        Files.writeString(config(), text);
    }

    /** Held open together, so that they differ. */
    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
