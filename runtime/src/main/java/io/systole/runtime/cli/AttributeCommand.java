package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.runtime.access.NodeClient.Form;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What crm_attribute and attrd_updater do for the attributes of nodes. */
@Command(
        name = "attribute",
        description = "Shows and changes the attributes of nodes.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class AttributeCommand implements Runnable, CommandGroup {
    /** Which node's attribute, and how long it lasts. */
    static final class Where {
        @Option(
                names = {"-N", "--node"},
                paramLabel = "NODE",
                description = "Whose attribute; default: the node that is asked.")
        private @Nullable String node;

        @Option(
                names = {"-l", "--lifetime"},
                paramLabel = "reboot|forever",
                description = "reboot: until the node's process ends (default where it is changed); forever: in the"
                        + " configuration.")
        private @Nullable String lifetime;

        StringJoiner query() {
            var query = new StringJoiner("&", "?", "").setEmptyValue("");
            add(query, "node", node);
            add(query, "lifetime", lifetime);
            return query;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole attribute --help` lists them.");
    }

    private static void add(StringJoiner query, String key, @Nullable String value) {
        if (value != null) {
            query.add(key + "=" + encoded(value));
        }
    }

    @Command(
            name = "set",
            description = "Gives it VALUE; ++ and +=N count from the value that it has.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin Target target,
            @Mixin Where where,
            @Mixin Dampening dampening,
            @Parameters(
                            index = "0",
                            paramLabel = "NAME",
                            description = "The attribute.",
                            completionCandidates = Names.Attributes.class)
                    String name,
            @Parameters(index = "1", paramLabel = "VALUE", description = "What it is to be.") String value)
            throws Exception {
        var query = where.query();
        add(query, "value", value);
        add(query, "delay", dampening.delay);
        add(query, "new-delay", dampening.newDelay);
        add(query, "private", dampening.isPrivate ? "" : null);
        return change(target, name, query);
    }

    /** How an update is told to the cluster. */
    static final class Dampening {
        @Option(
                names = {"-d", "--delay"},
                paramLabel = "TIME",
                description = "Waits so long for further changes before the cluster is told, unless the attribute has a"
                        + " delay already.")
        private @Nullable String delay;

        @Option(
                names = "--new-delay",
                paramLabel = "TIME",
                description = "The same, also in place of the delay that it has; a change of it is told at once.")
        private @Nullable String newDelay;

        @Option(
                names = {"-p", "--private"},
                description = "A new attribute is known to its node alone and never in the CIB.")
        private boolean isPrivate;
    }

    @Command(
            name = "delay",
            description = "Changes the delay that its changes wait, and tells the cluster its value.",
            mixinStandardHelpOptions = true)
    int delay(
            @Mixin Target target,
            @Mixin Where where,
            @Parameters(
                            index = "0",
                            paramLabel = "NAME",
                            description = "The attribute.",
                            completionCandidates = Names.Attributes.class)
                    String name,
            @Parameters(
                            index = "1",
                            paramLabel = "TIME",
                            description = "How long changes wait, such as 5s; 0 for not at all.")
                    String delay)
            throws Exception {
        var query = where.query();
        add(query, "new-delay", delay);
        return change(target, name, query);
    }

    private int change(Target target, String name, StringJoiner query) throws Exception {
        var path = "/v1/attributes/" + encoded(name) + query;
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(path)));
    }

    @Command(name = "get", description = "Shows its value, told or not.", mixinStandardHelpOptions = true)
    int get(
            @Mixin Target target,
            @Mixin Where where,
            @Parameters(
                            paramLabel = "NAME",
                            description = "The attribute.",
                            completionCandidates = Names.Attributes.class)
                    String name,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        var path = "/v1/attributes/" + encoded(name) + where.query();
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }

    @Command(name = "delete", description = "Takes it away.", mixinStandardHelpOptions = true)
    int delete(
            @Mixin Target target,
            @Mixin Where where,
            @Parameters(
                            paramLabel = "NAME",
                            description = "The attribute.",
                            completionCandidates = Names.Attributes.class)
                    String name)
            throws Exception {
        var path = "/v1/attributes/" + encoded(name) + where.query();
        return Reply.show(spec.commandLine(), target.ask(client -> client.delete(path)));
    }

    @Command(name = "list", description = "Shows those of all nodes, or of one.", mixinStandardHelpOptions = true)
    int list(@Mixin Target target, @Mixin Where where, @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        var path = "/v1/attributes" + where.query();
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }

    @Command(
            name = "refresh",
            description = "Tells the cluster all transient attributes of a node again, also those that wait.",
            mixinStandardHelpOptions = true)
    int refresh(@Mixin Target target, @Mixin Where where) throws Exception {
        var path = "/v1/attributes" + where.query();
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(path)));
    }
}
