package io.systole.agents.systemd;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * Stands in for systemd on a bus, with what is used of its published interface: units that are loaded when they are asked
 * for, jobs with signals at their end, states in between. It differs from systemd in that a job of unit {@code slow} ends
 * only when the test says so, that one of unit {@code mute} ends without a signal, and that a start of unit
 * {@code broken} fails. While the node's unit is deactivating, a job of another waits for it, unless it ignores that.
 */
final class StandIn implements SystemdOnBus, AutoCloseable {
    static final String SUBSCRIBED = "subscribed";

    private final DBusConnection connection;
    private final Map<String, Unit> units = new ConcurrentHashMap<>();
    private final AtomicInteger jobs = new AtomicInteger();
    final Queue<String> calls = new ConcurrentLinkedQueue<>();

    StandIn(String address, String... known) throws DBusException {
        connection = DBusConnectionBuilder.forAddress(address).withShared(false).build();
        for (var name : known) {
            units.put(name, new Unit(name, "loaded"));
        }
        connection.exportObject("/org/freedesktop/systemd1", this);
        connection.requestBusName("org.freedesktop.systemd1");
    }

    Unit unit(String name) {
        return units.computeIfAbsent(name, unknown -> new Unit(name, "not-found"));
    }

    /** Lets a job come to its end. */
    void end(String name, String active, String result) throws DBusException {
        var unit = unit(name);
        unit.active = active;
        var job = unit.job;
        unit.job = 0;
        if (!name.startsWith("mute")) {
            connection.sendMessage(
                    new JobRemoved(getObjectPath(), new UInt32(job), new DBusPath(path(job)), name, result));
        }
    }

    private static String path(int job) {
        return "/org/freedesktop/systemd1/job/" + job;
    }

    @Override
    public void subscribe() {
        calls.add(SUBSCRIBED);
    }

    @Override
    public void reload() {
        calls.add("reload");
    }

    @Override
    public DBusPath loadUnit(String name) {
        var unit = unit(name);
        var path = "/org/freedesktop/systemd1/unit/" + name.replaceAll("[^A-Za-z0-9]", "_");
        if (!unit.exported) {
            unit.exported = true;
            try {
                connection.exportObject(path, unit);
            } catch (DBusException e) {
                throw new DBusExecutionException(String.valueOf(e.getMessage()), e);
            }
        }
        return new DBusPath(path);
    }

    @Override
    public DBusPath startUnit(String name, String mode) {
        return order("start", name, mode, "activating", name.startsWith("broken") ? "failed" : "active");
    }

    @Override
    public DBusPath stopUnit(String name, String mode) {
        return order("stop", name, mode, "deactivating", "inactive");
    }

    /** As systemd may: the signal is sent before the answer. */
    private DBusPath order(String what, String name, String mode, String meanwhile, String then) {
        calls.add(what + " " + name + " " + mode);
        var unit = unit(name);
        if (unit.load.equals("not-found")) {
            throw new NoSuchUnit("Unit " + name + " not found.");
        }
        var job = unit.job == 0 ? jobs.incrementAndGet() : unit.job;
        unit.job = job;
        unit.active = meanwhile;
        var waits = unit("systole.service").active.equals("deactivating") && mode.equals("replace");
        if (!name.startsWith("slow") && !waits) {
            try {
                end(name, then, then.equals("failed") ? "failed" : "done");
            } catch (DBusException e) {
                throw new DBusExecutionException(String.valueOf(e.getMessage()), e);
            }
        }
        return new DBusPath(path(job));
    }

    @Override
    public DBusPath getJob(UInt32 id) {
        if (units.values().stream().noneMatch(unit -> unit.job == id.intValue())) {
            throw new NoSuchJob("Job " + id + " does not exist.");
        }
        return new DBusPath(path(id.intValue()));
    }

    /** Its name on the bus ends as that of systemd's error. */
    static final class NoSuchUnit extends DBusExecutionException {
        private static final long serialVersionUID = 1;

        NoSuchUnit(String words) {
            super(words);
        }
    }

    /** Its name on the bus ends as that of systemd's error. */
    static final class NoSuchJob extends DBusExecutionException {
        private static final long serialVersionUID = 1;

        NoSuchJob(String words) {
            super(words);
        }
    }

    @Override
    public List<UnitFile> listUnitFiles() {
        return new TreeMap<>(units)
                .values().stream()
                        .filter(unit -> unit.load.equals("loaded"))
                        .map(unit -> unit.name)
                        .map(name -> new UnitFile("/lib/systemd/system/" + name, "enabled"))
                        .toList();
    }

    @Override
    public String getObjectPath() {
        return "/org/freedesktop/systemd1";
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    /** One unit's object. */
    static final class Unit implements Properties {
        private final String name;
        private final String load;
        volatile String active = "inactive";
        private volatile int job;
        private boolean exported;

        private Unit(String name, String load) {
            this.name = name;
            this.load = load;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <A> A Get(String of, String property) {
            var value =
                    switch (property) {
                        case "LoadState" -> load;
                        case "ActiveState" -> active;
                        case "SubState" -> active.equals("active") ? "running" : "dead";
                        case "Description" -> "The unit " + name;
                        case "Result" -> active.equals("failed") ? "exit-code" : "success";
                        default -> throw new DBusExecutionException("no property " + property);
                    };
            return (A) new Variant<>(value);
        }

        @Override
        public <A> void Set(String of, String property, A value) {
            throw new DBusExecutionException("read-only");
        }

        @Override
        public Map<String, Variant<?>> GetAll(String of) {
            return Map.of();
        }

        @Override
        public String getObjectPath() {
            return "/";
        }
    }
}
