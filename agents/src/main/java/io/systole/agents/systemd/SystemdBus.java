package io.systole.agents.systemd;

import io.systole.agents.systemd.SystemdFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd on a D-Bus, connected when it is first asked, and anew after the connection broke. A bus that accepts and never
 * answers costs those who ask it their time, and nobody else.
 */
final class SystemdBus implements Systemd, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdBus.class);
    private static final String NAME = "org.freedesktop.systemd1";
    private static final String ROOT = "/org/freedesktop/systemd1";
    private static final String UNIT = "org.freedesktop.systemd1.Unit";
    private static final String SERVICE = "org.freedesktop.systemd1.Service";
    private static final String REPLACE = "replace";
    private static final String AT_ONCE = "ignore-dependencies";
    private static final String PATH = "unix:path=";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final String address;
    private final Jobs jobs = new Jobs();
    private @Nullable CompletableFuture<Link> link;
    private boolean closed;

    /** One connection, with what was found behind it. */
    private record Link(DBusConnection connection, SystemdOnBus systemd, ConcurrentMap<String, Properties> units) {}

    /**
     * Connects to nothing yet.
     *
     * @param address {@code unix:path=...}
     */
    SystemdBus(String address) {
        this.address = address;
    }

    @Override
    public UnitState state(UnitName unit) throws SystemdFault {
        return new UnitState(
                property(unit, UNIT, "LoadState"),
                property(unit, UNIT, "ActiveState"),
                property(unit, UNIT, "SubState"));
    }

    @Override
    public String result(UnitName unit) throws SystemdFault {
        return unit.isService() ? property(unit, SERVICE, "Result") : "";
    }

    @Override
    public String description(UnitName unit) throws SystemdFault {
        if (state(unit).isMissing()) {
            throw new SystemdFault(Kind.NO_UNIT, "systemd has no unit " + unit.full());
        }
        return property(unit, UNIT, "Description");
    }

    /** Of the unit's object, for which systemd loads the unit. */
    private String property(UnitName unit, String of, String name) throws SystemdFault {
        var link = connected();
        var path = path(ask(link, link.systemd(), "loadUnit", unit.full()));
        var value = ask(link, properties(link, path), "Get", of, name);
        return String.valueOf(value instanceof Variant<?> variant ? variant.getValue() : value);
    }

    private Properties properties(Link link, String path) throws SystemdFault {
        var known = link.units().get(path);
        try {
            var found = known == null ? link.connection().getRemoteObject(NAME, path, Properties.class) : known;
            link.units().put(path, found);
            return found;
        } catch (DBusException broken) {
            throw unreachable(link, broken);
        }
    }

    @Override
    public String start(UnitName unit) throws SystemdFault {
        return path(ask("startUnit", unit.full(), REPLACE));
    }

    @Override
    public String stop(UnitName unit) throws SystemdFault {
        var job = path(ask("stopUnit", unit.full(), REPLACE));
        // The unit is ordered before the node (DropIn). While systemd stops the node, as at the host's shutdown, this
        // job would wait for the end of the node, which waits for it; asked for again in this mode, the same job does
        // not wait.
        return isNodeStopping() ? path(ask("stopUnit", unit.full(), AT_ONCE)) : job;
    }

    private boolean isNodeStopping() throws SystemdFault {
        for (String node : DropIn.NODES) {
            if (state(UnitName.of(node)).active().equals("deactivating")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<String> jobEnd(String job, Duration wait) throws InterruptedException {
        return jobs.await(job, wait);
    }

    @Override
    public boolean hasJob(String job) throws SystemdFault {
        var id = job.substring(job.lastIndexOf('/') + 1);
        if (!id.matches("[0-9]{1,9}")) {
            return false;
        }
        try {
            ask("getJob", new UInt32(id));
            return true;
        } catch (SystemdFault fault) {
            if (fault.kind() == Kind.NO_UNIT) {
                return false;
            }
            throw fault;
        }
    }

    @Override
    public void reload() throws SystemdFault {
        ask("reload");
    }

    @Override
    public List<String> units() throws SystemdFault {
        var files = ask("listUnitFiles");
        return (files instanceof List<?> list ? list : List.of())
                .stream()
                        .filter(SystemdOnBus.UnitFile.class::isInstance)
                        .map(file -> ((SystemdOnBus.UnitFile) file).path())
                        .map(file -> file.substring(file.lastIndexOf('/') + 1))
                        .filter(UnitName::isListed)
                        .map(name -> name.replaceFirst("\\.service$", ""))
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static String path(@Nullable Object answer) {
        return answer instanceof DBusPath path ? path.getPath() : String.valueOf(answer);
    }

    private @Nullable Object ask(String method, Object... parameters) throws SystemdFault {
        var link = connected();
        return ask(link, link.systemd(), method, parameters);
    }

    /** The asynchronous call, since the other one neither lets the time be chosen nor tells the names of errors. */
    private @Nullable Object ask(Link link, DBusInterface object, String method, Object... parameters)
            throws SystemdFault {
        try {
            var pending = link.connection().callMethodAsync(object, method, parameters);
            var reply = pending.getCall().getReply(ANSWER_TIMEOUT.toMillis());
            if (reply == null) {
                throw unreachable(link, new IOException("no answer within " + ANSWER_TIMEOUT.toSeconds() + " s"));
            }
            if (reply instanceof Error refusal) {
                throw refused(link, refusal);
            }
            var values = reply.getParameters();
            return values == null || values.length == 0 ? null : pending.getReply();
        } catch (DBusException | RuntimeException broken) {
            throw unreachable(link, broken);
        }
    }

    private SystemdFault unreachable(Link link, Exception why) {
        drop(link);
        return new SystemdFault(Kind.UNKNOWN, "systemd cannot be asked over " + address + ": " + why.getMessage());
    }

    /** The errors' names are those of systemd's documentation and of D-Bus. */
    private SystemdFault refused(Link link, Error refusal) throws DBusException {
        var name = refusal.getName();
        var error = name.substring(name.lastIndexOf('.') + 1);
        var kind =
                switch (error) {
                    case "NoSuchUnit", "LoadFailed", "BadUnitSetting", "UnitMasked", "InvalidArgs", "NoSuchJob" ->
                        Kind.NO_UNIT;
                    case "AccessDenied", "InteractiveAuthorizationRequired" -> Kind.NOT_ALLOWED;
                    case "ServiceUnknown", "NameHasNoOwner" -> Kind.NO_SYSTEMD;
                    default -> Kind.UNKNOWN;
                };
        if (kind == Kind.NO_SYSTEMD || kind == Kind.UNKNOWN) {
            drop(link);
        }
        var values = refusal.getParameters();
        var words = values == null || values.length == 0 ? "" : ": " + values[0];
        return new SystemdFault(kind, "systemd says " + error + words);
    }

    private Link connected() throws SystemdFault {
        if (address.isEmpty()) {
            throw new SystemdFault(Kind.NO_SYSTEMD, "units are no resources here: systole.agents.systemd-bus is empty");
        }
        if (address.startsWith(PATH) && !Files.exists(Path.of(address.substring(PATH.length())))) {
            throw new SystemdFault(Kind.NO_SYSTEMD, "this host has no systemd: " + address + " is not there");
        }
        try {
            return link().get(CONNECT_TIMEOUT.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SystemdFault(Kind.UNKNOWN, "interrupted");
        } catch (ExecutionException | TimeoutException | CompletionException | CancellationException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            throw new SystemdFault(Kind.UNKNOWN, "systemd cannot be reached over " + address + ": " + cause);
        }
    }

    private synchronized CompletableFuture<Link> link() {
        var present = link;
        if (present == null || present.isCompletedExceptionally()) {
            present = connect();
            link = present;
        }
        return present;
    }

    /** In a thread of its own: a bus may accept a connection and then say nothing, for ever. */
    private CompletableFuture<Link> connect() {
        var made = new CompletableFuture<Link>();
        if (closed) {
            made.completeExceptionally(new IOException("this node has ended"));
            return made;
        }
        var thread = new Thread(
                () -> {
                    try {
                        var open = open(made);
                        if (!made.complete(open)) {
                            open.connection().disconnect();
                        }
                    } catch (DBusException | RuntimeException failed) {
                        made.completeExceptionally(failed);
                    }
                },
                "systole-dbus-connect");
        thread.setDaemon(true);
        thread.start();
        var unused = made.orTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        thread.interrupt();
                    }
                });
        return made;
    }

    private Link open(CompletableFuture<Link> made) throws DBusException {
        var connection = DBusConnectionBuilder.forAddress(address)
                .withShared(false)
                .withDisconnectCallback(new Broken(made))
                .build();
        connection.addSigHandler(SystemdOnBus.JobRemoved.class, signal -> jobs.ended(signal.job(), signal.result()));
        var systemd = connection.getRemoteObject(NAME, ROOT, SystemdOnBus.class);
        systemd.subscribe();
        return new Link(connection, systemd, new ConcurrentHashMap<>());
    }

    /** The next question connects anew. */
    private final class Broken implements IDisconnectCallback {
        private final CompletableFuture<Link> broken;

        private Broken(CompletableFuture<Link> broken) {
            this.broken = broken;
        }

        @Override
        public void disconnectOnError(IOException failure) {
            LOG.atDebug().addKeyValue("why", failure).log("connection to systemd broken");
            forget(broken);
        }
    }

    private synchronized void forget(CompletableFuture<Link> broken) {
        if (link == broken) {
            link = null;
        }
    }

    private void drop(Link broken) {
        synchronized (this) {
            var present = link;
            if (present != null
                    && present.isDone()
                    && !present.isCompletedExceptionally()
                    && present.join().equals(broken)) {
                link = null;
            }
        }
        broken.connection().disconnect();
    }

    /** Ends the connection; nothing can be asked any more. */
    @Override
    public void close() {
        CompletableFuture<Link> present;
        synchronized (this) {
            closed = true;
            present = link;
            link = null;
        }
        if (present != null) {
            var unused = present.thenAccept(open -> open.connection().disconnect());
        }
    }
}
