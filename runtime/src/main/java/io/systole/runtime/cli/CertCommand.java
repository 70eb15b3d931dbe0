package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.tls.engine.CredentialsSource;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.Credentials;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import io.systole.runtime.tls.join.JoinFailed;
import io.systole.runtime.tls.join.JoinServer;
import io.systole.runtime.tls.join.JoinToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cert",
        description = "Makes and shows the certificates with which nodes prove to each other who they are.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class CertCommand implements Runnable, CommandGroup {
    private static final Duration TTL_MAX = Duration.ofDays(7);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Whose certificates they are: this host's node's, as `systole node` would start it. */
    static final class Own {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "The node's configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
        private @Nullable Path config;

        @Option(
                names = {"-n", "--node"},
                paramLabel = "NAME",
                description =
                        "This node's name; default: $$SYSTOLE_NODE_NAME, else systole.node.name, else the host's.")
        private @Nullable String node;

        ClusterPlan plan() throws ConfigRefused {
            return read(config, node);
        }
    }

    /** Who gives out the token; its options leave --node to whom it is for. */
    static final class Issuer {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "The node's configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
        private @Nullable Path config;

        @Option(
                names = "--via",
                paramLabel = "NAME",
                description = "The node of `init`, where several run on this host.")
        private @Nullable String via;

        ClusterPlan plan() throws ConfigRefused {
            return read(config, via);
        }
    }

    private static ClusterPlan read(@Nullable Path config, @Nullable String node) throws ConfigRefused {
        return ClusterPlan.of(ConfigFile.read(Target.configFile(config), Optional.ofNullable(node)));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole cert --help` lists them.");
    }

    @Command(
            name = "init",
            description = "On the first host, once: makes the cluster's authority and this node's certificate.",
            mixinStandardHelpOptions = true)
    int init(@Mixin Own own) throws Exception {
        var plan = own.plan();
        var made = ask(() -> new Enrolment(plan).init());
        show(plan, made);
        err().println("Keep " + plan.directory().authorityKeyFile()
                + " secret, and a copy of it off this host. Then: start"
                + " the node here, and for each other host run `systole cert join-token`.");
        return ExitCode.OK.code();
    }

    @Command(
            name = "join-token",
            description = {
                "On the host of `init`: prints a token with which one new host obtains its certificate, once.",
                "This host's node, or `systole cert serve`, has to run while it is used."
            },
            mixinStandardHelpOptions = true)
    int joinToken(
            @Mixin Issuer issuer,
            @Option(
                            names = "--ttl",
                            paramLabel = "TIME",
                            defaultValue = "1h",
                            description = "How long it is good: 30m, 1h, 2d; default ${DEFAULT-VALUE}, 7d at most.")
                    String ttl,
            @Option(
                            names = {"-n", "--node"},
                            paramLabel = "NAME",
                            description = "Only this node may use it; default: any of systole.nodes.")
                    @Nullable
                    String node,
            @Option(
                            names = "--at",
                            paramLabel = "ADDRESS",
                            description =
                                    "Where the new host reaches this one; default: its addresses in systole.nodes.")
                    @Nullable
                    List<String> at)
            throws Exception {
        var plan = issuer.plan();
        var lasts = duration(ttl);
        var token =
                ask(() -> new Enrolment(plan).newToken(lasts, Optional.ofNullable(node), at == null ? List.of() : at));
        spec.commandLine().getOut().println(token.text());
        spec.commandLine().getOut().flush();
        err().println("Good once, until " + Instant.now().plus(lasts).truncatedTo(ChronoUnit.SECONDS)
                + ". On the new host: systole cert join TOKEN");
        return ExitCode.OK.code();
    }

    @Command(
            name = "join",
            description = "On a new host: makes a key and obtains a certificate for it with a token.",
            mixinStandardHelpOptions = true)
    int join(
            @Mixin Own own,
            @Parameters(paramLabel = "TOKEN", description = "What `systole cert join-token` printed.") String text)
            throws Exception {
        var plan = own.plan();
        var token = JoinToken.parse(text)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "this is no token: paste the whole line that `systole cert join-token` printed"));
        show(plan, ask(() -> new Enrolment(plan).join(token)));
        return ExitCode.OK.code();
    }

    @Command(
            name = "renew",
            description = {
                "Makes a new key and certificate for this node; a running node uses them from its next connection on.",
                "Nodes do that by themselves when a third of a certificate's time is left."
            },
            mixinStandardHelpOptions = true)
    int renew(@Mixin Own own) throws Exception {
        var plan = own.plan();
        show(plan, ask(() -> new Enrolment(plan).renew()));
        return ExitCode.OK.code();
    }

    @Command(
            name = "show",
            description = "Shows this node's certificate and its authority.",
            mixinStandardHelpOptions = true)
    int show(@Mixin Own own) throws Exception {
        var plan = own.plan();
        try {
            var credentials = plan.directory().credentials();
            show(plan, credentials);
            plan.directory().requireOwn(credentials, plan.cluster());
            return ExitCode.OK.code();
        } catch (BadCredentials e) {
            throw new CommandFailed(ExitCode.FAILED, e.file() + ": " + e.getMessage());
        }
    }

    @Command(
            name = "serve",
            description = "Hands out certificates until it is interrupted, on a host whose node does not run yet.",
            mixinStandardHelpOptions = true)
    int serve(@Mixin Own own) throws Exception {
        var plan = own.plan();
        if (!plan.directory().hasAuthorityKey()) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    plan.directory().authorityKeyFile() + ": is not on this host; nothing to hand out");
        }
        try (var server = JoinServer.start(plan, CredentialsSource.open(plan.directory(), plan.cluster()))) {
            err().println("Handing out certificates at port " + plan.joinPort() + ". Interrupt to end.");
            server.awaitEnd();
            return ExitCode.OK.code();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "systole.tls.join-port = " + plan.joinPort() + ": " + e.getMessage()
                            + "; if this host's node runs, it hands out certificates itself");
        } catch (BadCredentials e) {
            throw new CommandFailed(ExitCode.FAILED, e.file() + ": " + e.getMessage());
        }
    }

    private interface Asked<T> {
        T get() throws JoinFailed;
    }

    private static <T> T ask(Asked<T> asked) throws CommandFailed {
        try {
            return asked.get();
        } catch (JoinFailed e) {
            var code =
                    switch (e.kind()) {
                        case REFUSED -> ExitCode.REFUSED;
                        case UNREACHABLE -> ExitCode.UNREACHABLE;
                        case FAILED -> ExitCode.FAILED;
                    };
            throw new CommandFailed(code, String.valueOf(e.getMessage()));
        }
    }

    private void show(ClusterPlan plan, Credentials credentials) {
        var out = spec.commandLine().getOut();
        out.println(CertificateText.of(plan.directory().nodeFile(), credentials.certificate()));
        credentials
                .authorities()
                .forEach(authority ->
                        out.println(CertificateText.of(plan.directory().authorityFile(), authority)));
        out.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private Duration duration(String text) {
        if (!text.matches("[0-9]{1,6}[smhd]")) {
            throw new ParameterException(spec.commandLine(), "--ttl " + text + ": must be such as 30m, 1h or 2d");
        }
        var number = Long.parseLong(text.substring(0, text.length() - 1));
        var lasts =
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> Duration.ofSeconds(number);
                    case 'm' -> Duration.ofMinutes(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        if (lasts.isZero() || lasts.compareTo(TTL_MAX) > 0) {
            throw new ParameterException(
                    spec.commandLine(), "--ttl " + text + ": must be more than nothing, and 7d at most");
        }
        return lasts;
    }
}
