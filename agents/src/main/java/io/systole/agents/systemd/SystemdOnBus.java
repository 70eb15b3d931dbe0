package io.systole.agents.systemd;

import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;

/** What is used of systemd's D-Bus interface (org.freedesktop.systemd1(5), "The Manager Object"). */
@DBusInterfaceName("org.freedesktop.systemd1.Manager")
public interface SystemdOnBus extends DBusInterface {
    /** Without it systemd sends no signals. */
    @DBusMemberName("Subscribe")
    void subscribe();

    /** Reads all units' files again. */
    @DBusMemberName("Reload")
    void reload();

    @DBusMemberName("LoadUnit")
    DBusPath loadUnit(String unit);

    /** Answers with the job's path. */
    @DBusMemberName("StartUnit")
    DBusPath startUnit(String unit, String mode);

    /** Answers with the job's path. */
    @DBusMemberName("StopUnit")
    DBusPath stopUnit(String unit, String mode);

    /** Fails where there is no such job any more. */
    @DBusMemberName("GetJob")
    DBusPath getJob(UInt32 id);

    @DBusMemberName("ListUnitFiles")
    List<UnitFile> listUnitFiles();

    /** A unit's file and whether it is enabled. */
    final class UnitFile extends Struct {
        @Position(0)
        private final String path;

        @Position(1)
        private final String state;

        public UnitFile(String path, String state) {
            this.path = path;
            this.state = state;
        }

        public String path() {
            return path;
        }

        public String state() {
            return state;
        }
    }

    /** A job has ended: done, canceled, timeout, failed, dependency, skipped. */
    final class JobRemoved extends DBusSignal {
        private final String job;
        private final String result;

        /** As it comes from the bus: the sender's object, and the signal's five values. */
        public JobRemoved(String path, UInt32 id, DBusPath job, String unit, String result) throws DBusException {
            super(path, id, job, unit, result);
            this.job = job.getPath();
            this.result = result;
        }

        public String job() {
            return job;
        }

        public String result() {
            return result;
        }
    }
}
