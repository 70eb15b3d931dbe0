package io.systole.runtime.demo;

import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Form;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks the nodes what they think; only for what cannot be seen from outside: membership and quorum. */
final class Onlooker {
    private final DemoFiles files;

    Onlooker(DemoFiles files) {
        this.files = files;
    }

    /** What this node's status says; empty while it does not answer. */
    Optional<String> status(String node) {
        return ask(node, client -> client.get("/v1/status", Form.TEXT))
                .filter(Answer::isSuccess)
                .map(Answer::body);
    }

    Optional<Answer> replaceCib(String node, byte[] xml) {
        return ask(node, client -> client.put("/v1/cib", xml));
    }

    /** Whether a node counts itself and all these to the members that are online. */
    boolean seesOnline(String node, Iterable<String> names) {
        return status(node)
                .map(text -> {
                    var online = line(text, "  * Online: [ ").orElse("");
                    for (var name : names) {
                        if (!online.contains(" " + name + " ")) {
                            return false;
                        }
                    }
                    return text.contains("partition with quorum");
                })
                .orElse(false);
    }

    /** Whether this node no longer counts the other to those who are online. */
    boolean missesOnline(String node, String other) {
        return status(node)
                .map(text -> !line(text, "  * Online: [ ").orElse("").contains(" " + other + " "))
                .orElse(false);
    }

    static Optional<String> line(String text, String beginning) {
        return text.lines().filter(line -> line.startsWith(beginning)).findFirst();
    }

    private interface Request {
        Answer send(NodeClient client) throws IOException;
    }

    private Optional<Answer> ask(String node, Request request) {
        try {
            var access = AccessFile.read(files.directory().resolve(node).resolve("run"));
            if (access.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    request.send(new NodeClient(access.get(), Duration.ofMillis(500), Duration.ofSeconds(20))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
