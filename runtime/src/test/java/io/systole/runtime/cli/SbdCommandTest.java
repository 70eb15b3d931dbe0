package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SbdCommandTest {
    @TempDir
    private Path directory;

    private record Ran(int code, String out, String err) {}

    @Test
    void makesShowsAndFillsADevice() throws IOException {
        var disk = Files.createFile(directory.resolve("disk")).toString();

        var created = sbd("-d", disk, "-1", "3", "-2", "0", "-4", "0", "create");
        assertThat(created.code()).as(created.err()).isZero();
        assertThat(created.err()).contains("less than twice the watchdog timeout");
        assertThat(sbd("-d", disk, "allocate", "one").code()).isZero();
        assertThat(sbd("-d", disk, "-n", "two", "message", "one", "reset").code())
                .isZero();

        assertThat(sbd("list", "-d", disk).out()).isEqualTo("0\tone\treset\ttwo\n");
        assertThat(sbd("dump", "-d", disk).out())
                .startsWith("==Dumping header on disk " + disk + "\nHeader version     : 2.1\nUUID               : ")
                .endsWith("""
                        Number of slots    : 255
                        Sector size        : 512
                        Timeout (watchdog) : 3
                        Timeout (allocate) : 0
                        Timeout (loop)     : 1
                        Timeout (msgwait)  : 0
                        ==Header on disk %s is dumped
                        """.formatted(disk));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        var disk = Files.write(directory.resolve("disk"), new byte[512 * 1024]).toString();

        assertThat(sbd("-d", disk, "dump").err()).contains(disk + " has no SBD header");
        assertThat(sbd("-d", disk, "dump").code()).isEqualTo(ExitCode.FAILED.code());
        assertThat(sbd("-d", disk, "message", "one", "kill").err())
                .contains("must be test, reset, off, exit, crashdump or clear");
        assertThat(sbd("-d", disk, "destroy").code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(sbd("-d", disk, "allocate").err()).contains("one argument");
        assertThat(sbd("-d", "/a", "-d", "/b", "-d", "/c", "-d", "/d", "list").err())
                .contains("at most 3");
    }

    @Test
    void devicesMayComeFromTheConfigurationButNotForOverwriting() throws IOException {
        var disk = Files.createFile(directory.resolve("disk")).toString();
        sbd("-d", disk, "-4", "0", "create");
        var config = Files.writeString(directory.resolve("systole.conf"), """
                systole {
                  node.name = n1
                  nodes = [ { name = n1, addresses = ["127.0.0.1"] } ]
                  sbd.devices = ["%s"]
                }
                """.formatted(disk))
                .toString();
        var empty = Files.writeString(
                        directory.resolve("empty.conf"),
                        "systole { node.name = n1, nodes = [ { name = n1, addresses = [\"127.0.0.1\"] } ] }")
                .toString();

        assertThat(sbd("-c", config, "dump").out()).contains("==Header on disk " + disk);
        assertThat(sbd("-c", config, "create").err()).contains("create needs to be told the devices");
        assertThat(sbd("-c", empty, "list").err()).contains("systole.sbd.devices of " + empty + " is empty");
    }

    @Test
    void aMessageToOneOfTwoDevicesIsNotDelivered() throws IOException {
        var disk = Files.createFile(directory.resolve("disk")).toString();
        sbd("-d", disk, "-2", "0", "-4", "0", "create");
        sbd("-d", disk, "allocate", "one");

        var ran = sbd("-d", disk, "-d", directory.resolve("none").toString(), "message", "one", "off");

        assertThat(ran.code()).isEqualTo(ExitCode.FAILED.code());
        assertThat(ran.err()).contains("there is no such device").contains("not more than half");
    }

    private static Ran sbd(String... arguments) {
        var all = new ArrayList<>(List.of("sbd"));
        all.addAll(List.of(arguments));
        var out = new StringWriter();
        var err = new StringWriter();
        var code = CommandLineInterface.run(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}
