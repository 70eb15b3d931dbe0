package io.systole.runtime.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValueFactory;
import io.systole.runtime.ExitCode;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.node.NodeLog;
import io.systole.runtime.node.RunningRemote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "remote",
        description = {
            "Runs this host's remote daemon in the foreground: the cluster connects to it and runs resources here, without"
                    + " this host being a member or having a vote.",
            "On SIGTERM or SIGINT the cluster moves everything off first; without a cluster it ends at once, and what"
                    + " runs here runs on."
        },
        mixinStandardHelpOptions = true)
final class RemoteCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf if it is there.")
    private @Nullable Path config;

    @Option(
            names = {"-k", "--key-file"},
            paramLabel = "FILE",
            description = "The cluster's key; default: systole.remote.key-file.")
    private @Nullable Path keyFile;

    @Option(
            names = {"-a", "--address"},
            paramLabel = "ADDRESS",
            description = "Where to listen; default: systole.remote.address.")
    private @Nullable String address;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "The TCP port, 0 for any free one; default: systole.remote.port.")
    private @Nullable Integer port;

    @Override
    public Integer call() throws Exception {
        var file = Target.configFile(config);
        boolean needed = config != null || Files.exists(file);
        var settings = ConfigFile.readRemoteHost(needed ? Optional.of(file) : Optional.empty(), options());
        NodeLog.start(settings.log(), ConfigFile.hostName());
        var remote = RunningRemote.start(settings);
        remote.leaveOnSignals();
        remote.awaitEnd();
        return ExitCode.OK.code();
    }

    private Config options() {
        Config options = ConfigFactory.empty();
        options = with(
                options,
                "key-file",
                keyFile == null ? null : keyFile.toAbsolutePath().toString());
        options = with(options, "address", address);
        return with(options, "port", port);
    }

    private static Config with(Config options, String key, @Nullable Object value) {
        return value == null
                ? options
                : options.withValue(
                        "systole.remote." + key,
                        ConfigValueFactory.fromAnyRef(value).withOrigin(ConfigOriginFactory.newSimple("--" + key)));
    }
}
