package io.systole.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a remote host reads of a configuration file, which may be the members' own: it is no node of the list. */
public record RemoteHostConfig(
        String clusterName, Directories directories, AgentsConfig agents, RemoteConfig remote, LogConfig log) {

    /**
     * Reads the section {@code systole}.
     *
     * @param defaults all keys that there are; those that only members need are passed over
     */
    static RemoteHostConfig from(ConfigObject systole, Config defaults) throws ConfigRefused {
        var faults = new ArrayList<ConfigFault>();
        var section = new Section(systole, "systole", faults);
        defaults.getObject("systole").keySet().forEach(section::passOver);
        section.passOver("node");
        var config = section.read(RemoteHostConfig::read);
        if (!faults.isEmpty()) {
            throw new ConfigRefused(faults);
        }
        return Objects.requireNonNull(config);
    }

    RemoteHostConfig ofAnyCluster() {
        return new RemoteHostConfig("", directories, agents, remote, log);
    }

    private static @Nullable RemoteHostConfig read(Section systole) {
        var clusterName = systole.text("cluster-name");
        var directories = systole.section("directories", Directories::from);
        var agents = systole.section("agents", AgentsConfig::from);
        var remote = systole.section("remote", RemoteConfig::from);
        var log = systole.section("log", LogConfig::from);
        return directories == null || agents == null || remote == null || log == null
                ? null
                : new RemoteHostConfig(clusterName, directories, agents, remote, log);
    }
}
