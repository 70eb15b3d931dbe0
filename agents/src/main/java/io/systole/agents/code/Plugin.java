package io.systole.agents.code;

import io.systole.agents.ResourceAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarFile;

/** One plugin: its classes, and the agents in them. They are made in a thread of their own, for they may hang. */
final class Plugin {
    /** A service file that names more is broken. */
    private static final int AGENTS_MAX = 1000;

    private final Path place;
    private final PluginClasses classes;
    private final CompletableFuture<Found> found = new CompletableFuture<>();
    private final Thread thread;

    /** What was found; a fault of one agent is none of the others. */
    record Found(List<JavaAgents.Known> agents, List<String> faults) {
        Found {
            agents = List.copyOf(agents);
            faults = List.copyOf(faults);
        }
    }

    private Plugin(Path place, List<Path> jars) {
        this.place = place;
        classes = new PluginClasses(
                place.toString(), jars.stream().map(Plugin::url).toArray(URL[]::new));
        thread = AgentThreads.started("agent plugin " + place.getFileName(), classes, () -> found.complete(read(jars)));
    }

    /** Begins to load it. */
    static Plugin load(Path place, List<Path> jars) {
        return new Plugin(place, jars);
    }

    Path place() {
        return place;
    }

    /**
     * What was found.
     *
     * @param patience what is not loaded by then is broken
     */
    Found await(Duration patience) {
        try {
            return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hangs) {
            var doing = ThreadPicture.of(thread).map(ThreadPicture::inWords).orElse("");
            thread.interrupt();
            return new Found(List.of(), List.of("was not loaded within " + patience.toMillis() + "ms: " + doing));
        } catch (ExecutionException | InterruptedException cut) {
            thread.interrupt();
            return new Found(List.of(), List.of("was not loaded: " + cut));
        }
    }

    private Found read(List<Path> jars) {
        var faults = new ArrayList<String>();
        for (var jar : jars) {
            try (var opened = new JarFile(jar.toFile())) {
                opened.entries().hasMoreElements();
            } catch (IOException damaged) {
                faults.add(jar.getFileName() + " is no jar: " + damaged.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            return new Found(List.of(), faults);
        }
        var agents = new ArrayList<JavaAgents.Known>();
        try {
            var providers = ServiceLoader.load(ResourceAgent.class, classes).iterator();
            for (var number = 0; number < AGENTS_MAX; number++) {
                try {
                    if (!providers.hasNext()) {
                        break;
                    }
                    var agent = providers.next();
                    agents.add(new JavaAgents.Known(agent, agent.profile()));
                } catch (Throwable fault) {
                    faults.add("an agent could not be made: " + Faults.withCause(fault));
                }
            }
        } catch (Throwable fault) {
            faults.add("cannot be used: " + Faults.withCause(fault));
        }
        if (agents.isEmpty() && faults.isEmpty()) {
            faults.add("has no agent: no file META-INF/services/" + ResourceAgent.class.getName() + " names one");
        }
        return new Found(agents, faults);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void close() {
        try {
            classes.close();
        } catch (IOException stillOpen) {
            Faults.logged("closing " + place, () -> {
                throw new UncheckedIOException(stillOpen);
            });
        }
    }
}
