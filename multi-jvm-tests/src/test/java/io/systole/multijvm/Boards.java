package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One simulated management board (OpenIPMI's ipmi_sim) for each host, all in a network namespace of their own on the same
 * switch, each with an address. Their power commands cut and give the power of the hosts, through a power switch.
 */
final class Boards implements AutoCloseable {
    static final String USER = "admin";
    static final String PASSWORD = "secret";

    private final Path directory;
    private final Host place;
    private final PowerSwitch power;
    private final List<Leashed> boards = new ArrayList<>();

    private Boards(Path directory, Host place, PowerSwitch power) {
        this.directory = directory;
        this.place = place;
        this.power = power;
    }

    static Boards start(Path directory, Network network, PowerSwitch.Outlets outlets, List<String> hosts)
            throws IOException {
        var place = Host.boot("boards", directory);
        network.plugIn(place, "10.77.0.8/24");
        var boards = new Boards(directory, place, PowerSwitch.start(directory.resolve("bmc"), outlets));
        for (var host : hosts) {
            boards.add(host, address(hosts, host));
        }
        return boards;
    }

    /** The address of a host's board. */
    static String address(List<String> hosts, String host) {
        return "10.77.0." + (101 + hosts.indexOf(host));
    }

    private void add(String host, String address) throws IOException {
        place.mustRun("ip", "address", "add", address + "/24", "dev", "eth0");
        var state = Files.createDirectories(directory.resolve("bmc-state-" + host));
        var config = Files.writeString(directory.resolve(host + ".lan"), """
                name "%s"
                set_working_mc 0x20
                  startlan 1
                    addr %s 623
                    priv_limit admin
                    allowed_auths_admin md5
                    guid a123456789abcdefa123456789abcdef
                  endlan
                  chassis_control "%s/bmc-chassis %s %s"
                  user 1 true "" "" user 10 none
                  user 2 true "%s" "%s" admin 10 md5
                """.formatted(
                        host, address, directory, directory, host, USER, PASSWORD));
        var emulation = Files.writeString(directory.resolve(host + ".emu"), """
                mc_setbmc 0x20
                mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
                sel_enable 0x20 1000 0x0a
                mc_enable 0x20
                """);
        boards.add(Leashed.start(
                directory,
                place.inside(List.of(
                        "ipmi_sim",
                        "-n",
                        "-c",
                        config.toString(),
                        "-f",
                        emulation.toString(),
                        "-s",
                        state.toString()))));
    }

    /** From now on the host's board claims that power goes off and on, and does nothing. */
    void lie(String host) throws IOException {
        Files.writeString(directory.resolve(host + ".lies"), "1\n");
    }

    /** From now on no board answers: their power is out. */
    void fail() {
        place.powerOff();
    }

    /** Who asked for what, and what was answered. */
    List<String> requests() {
        return power.requests();
    }

    @Override
    public void close() {
        power.close();
        // A board does not read its standard input: it ends with the first process of its host.
        place.close();
        boards.forEach(Leashed::close);
    }
}
