package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The board that the fence agent asks: it cuts the power of a host and answers only when that is proved. It stands
 * outside of all hosts, as a real one does. A host that was rebooted comes up when the test says so.
 */
final class PowerSwitch implements AutoCloseable {
    /** What can be done to the power of hosts. */
    interface Outlets {
        boolean isOn(String host);

        /** Returns only when nothing of the host is left. */
        void off(String host);

        /** Gives a host power; one that is on is left alone. Nothing happens where the test boots hosts itself. */
        default void on(String host) {}
    }

    private final Path directory;
    private final Outlets outlets;
    private final Ticker ticker;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private PowerSwitch(Path directory, Outlets outlets) {
        this.directory = directory;
        this.outlets = outlets;
        this.ticker = Ticker.every(Duration.ofMillis(10), this::look);
    }

    static PowerSwitch start(Path directory, Outlets outlets) throws IOException {
        Files.createDirectories(directory);
        return new PowerSwitch(directory, outlets);
    }

    private void look() {
        try (var waiting = Files.newDirectoryStream(directory, "*.request")) {
            for (var request : waiting) {
                serve(request);
            }
        } catch (IOException | RuntimeException failure) {
            requests.add("failed: " + failure);
        }
    }

    private void serve(Path request) throws IOException {
        var name = request.getFileName().toString();
        var words = Files.readString(request).strip().split(" ", -1);
        Files.delete(request);
        var asker = name.substring(0, name.indexOf('.'));
        requests.add("%d %s asks: %s %s".formatted(AgentLog.now(), asker, words[0], words[1]));
        var code = code(words[0], words[1]);
        requests.add("%d answer to %s: %d".formatted(AgentLog.now(), asker, code));
        var answer = directory.resolve(name.replace(".request", ".answer"));
        var draft = directory.resolve(name + ".draft");
        Files.writeString(draft, code + "\n");
        Files.move(draft, answer, StandardCopyOption.ATOMIC_MOVE);
    }

    private int code(String action, String host) {
        try {
            switch (action) {
                case "off", "reboot" -> outlets.off(host);
                case "on" -> outlets.on(host);
                case "status" -> {
                    return outlets.isOn(host) ? 0 : 2;
                }
                default -> {}
            }
            return 0;
        } catch (RuntimeException | AssertionError failure) {
            requests.add("failed: " + failure);
            return 1;
        }
    }

    /** Who asked for what, and what was answered. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        ticker.close();
    }
}
