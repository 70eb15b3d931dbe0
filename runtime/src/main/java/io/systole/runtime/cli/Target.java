package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.Credentials;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeFinder;
import io.systole.runtime.access.UntrustedNode;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node a command speaks to: by default the one on this host. */
final class Target {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    /** Longer than any node lets a request take, so that the node's own answer about a time-out comes through. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(11);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The node's configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
    private @Nullable Path config;

    @Option(
            names = {"-n", "--via"},
            paramLabel = "NAME",
            completionCandidates = Names.Nodes.class,
            description = "Ask this node, where several run on this host.")
    private @Nullable String via;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A user's token; default: $$SYSTOLE_TOKEN_FILE, else the node's own for its owner, else"
                    + " ~/.config/systole/token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Believe a node whose certificate is signed by one of these (PEM); default: $$SYSTOLE_CA, else what"
                            + " the node has laid down on this host.")
    private @Nullable Path authority;

    @Option(
            names = "--url",
            paramLabel = "URL",
            split = ",",
            description =
                    "Ask the node there, from any host, as https://alpha:9621, with a token and --ca; of several the"
                            + " first that answers. Default: $$SYSTOLE_URL, else this host's node.")
    private @Nullable List<String> urls;

    Target() {}

    /** For one that has options of its own. */
    Target(
            @Nullable Path config,
            @Nullable String via,
            @Nullable Path tokenFile,
            @Nullable Path authority,
            @Nullable List<String> urls) {
        this(config, via, tokenFile);
        this.authority = authority;
        this.urls = urls;
    }

    /** For commands whose letters are taken by those of another tool. */
    Target(@Nullable Path config, @Nullable String via, @Nullable Path tokenFile) {
        this.config = config;
        this.via = via;
        this.tokenFile = tokenFile;
    }

    /** One request to a node. */
    interface Request {
        Answer send(NodeClient client) throws IOException;
    }

    /** The node's configuration. */
    Path file() {
        return configFile(config);
    }

    /** The node that is to be asked; empty for this host's. */
    Optional<String> via() {
        return Optional.ofNullable(via);
    }

    static Path configFile(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        var fromEnvironment = System.getenv("SYSTOLE_CONFIG");
        return fromEnvironment != null && !fromEnvironment.isBlank()
                ? Path.of(fromEnvironment)
                : Path.of("/etc/systole/systole.conf");
    }

    /** How to enter the nodes that are there, the one that is to be asked first. */
    List<AccessFile> entrances() throws ConfigRefused, IOException {
        var credentials = Credentials.of(tokenFile, authority);
        var places = places();
        return places.isEmpty()
                ? NodeFinder.find(configFile(config), Optional.ofNullable(via), credentials)
                : Elsewhere.entrances(places, credentials);
    }

    private List<String> places() {
        return Elsewhere.urls(urls, config != null || via != null);
    }

    /** Whether nodes are asked by their URLs, of whatever host; their configuration need not be here. */
    boolean isElsewhere() {
        return !places().isEmpty();
    }

    /** Sends the request to the first node that is there; a connection refused means that nothing was done yet. */
    Answer ask(Request request) throws CommandFailed, ConfigRefused {
        var file = configFile(config);
        var tried = new ArrayList<String>();
        try {
            for (var access : entrances()) {
                var answer = tryOne(access, request, tried);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        } catch (Elsewhere.BadUrl e) {
            throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()));
        }
        throw new CommandFailed(
                ExitCode.UNREACHABLE,
                isElsewhere()
                        ? "no node answers:\n  " + String.join("\n  ", tried)
                                + "\ndoes a node run there, and does its systole.management.address let others in?"
                        : unreachable(file, tried));
    }

    private static Optional<Answer> tryOne(AccessFile access, Request request, List<String> tried)
            throws CommandFailed {
        try {
            return Optional.of(request.send(new NodeClient(access, CONNECT_TIMEOUT, READ_TIMEOUT)));
        } catch (UntrustedNode e) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "node " + access.node() + " at " + access.url() + ": " + e.getMessage() + "; nothing was sent");
        } catch (ConnectException e) {
            tried.add("node " + access.node() + " at " + access.url() + ": " + e.getMessage());
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            throw new CommandFailed(
                    ExitCode.UNKNOWN,
                    "node " + access.node() + " at " + access.url() + ": no answer in time; look at `systole status`"
                            + " before asking again");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.UNKNOWN,
                    "node " + access.node() + " at " + access.url() + ": the connection broke (" + e.getMessage()
                            + "); look at `systole status` before asking again");
        }
    }

    private static String unreachable(Path file, List<String> tried) {
        if (tried.isEmpty()) {
            return "no node of " + file + " runs on this host; start one with `systole node --config " + file + "`";
        }
        return "no node of " + file + " answers:\n  " + String.join("\n  ", tried)
                + "\nit stopped without taking leave; start it again with `systole node --config " + file + "`";
    }
}
