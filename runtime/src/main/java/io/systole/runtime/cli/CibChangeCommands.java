package io.systole.runtime.cli;

import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeDiff;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.http.ClusterDoor.CibQuery;
import io.systole.runtime.shadow.Shadow;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that change the CIB by its elements, as cibadmin has them, and the one that compares two. */
final class CibChangeCommands {
    private CibChangeCommands() {}

    /** Where an element is meant to be. */
    static final class Where {
        @Option(
                names = {"-o", "--scope"},
                paramLabel = "SECTION",
                description = "Only in this section: resources, constraints, crm_config, ...")
        private @Nullable String scope;

        @Option(
                names = {"-A", "--xpath"},
                paramLabel = "XPATH",
                description = "At the element that this XPath selects, instead of a section.")
        private @Nullable String xpath;

        boolean isGiven() {
            return scope != null || xpath != null;
        }

        boolean hasXPath() {
            return xpath != null;
        }

        /** Whether resources may be there. */
        boolean reachesResources() {
            return scope == null || scope.equals("resources") || scope.equals("configuration");
        }

        TreeEdit edit(Operation operation, @Nullable String xml) {
            return new TreeEdit(operation, scope, xpath, xml);
        }

        CibQuery query(boolean paths, boolean childless) {
            return new CibQuery(scope, xpath, paths, childless);
        }

        String query() {
            var query = new StringBuilder("?");
            if (scope != null) {
                query.append("scope=").append(NodeClient.encoded(scope)).append('&');
            }
            if (xpath != null) {
                query.append("xpath=").append(NodeClient.encoded(xpath)).append('&');
            }
            return query.toString();
        }
    }

    /**
     * Holds parameters that an edit adds or alters against the agents of this host, in a copy of the live configuration.
     * Where that cannot be had as a whole, or the edit does not fit it, the node that is asked next has the say alone.
     */
    static void check(AgentChecks agents, Target target, TreeEdit edit, PrintWriter err)
            throws CommandFailed, ConfigRefused {
        if (agents.isOff()) {
            return;
        }
        var live = target.ask(client -> client.get("/v1/cib", Form.XML));
        var cib = live.isSuccess() ? CibXml.read(live.body()).cib() : null;
        var edited = cib == null ? null : Shadow.of(cib).with(edit).shadow();
        if (cib != null && edited != null) {
            agents.before(cib, edited.copy(), target.file(), err);
        }
    }

    /** What all of them share. */
    abstract static class Change implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Asking asking;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private ShadowChoice shadow;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        /** For an edit that may bring parameters. */
        final int ask(Operation operation, Where where, byte[] xml, AgentChecks agents) throws Exception {
            if (!shadow.isGiven() && where.reachesResources()) {
                var edit = where.edit(operation, new String(xml, StandardCharsets.UTF_8));
                check(agents, target, edit, spec.commandLine().getErr());
            }
            return ask(operation, where, xml);
        }

        final int ask(Operation operation, Where where, byte[] xml) throws Exception {
            if (shadow.isGiven()) {
                var text = xml.length == 0 ? null : new String(xml, StandardCharsets.UTF_8);
                return shadow.change(spec.commandLine(), before -> before.with(where.edit(operation, text)));
            }
            var path = asking.with("/v1/cib/" + operation.name().toLowerCase(Locale.ROOT) + where.query());
            return Reply.show(spec.commandLine(), target.ask(client -> client.post(path, xml, asking.request())));
        }
    }

    @Command(
            name = "create",
            description = "Adds an element to a section. One of the same name and id must not be there.",
            mixinStandardHelpOptions = true)
    static final class Create extends Change {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Where where;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private XmlInput xml;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private AgentChecks agents;

        @Override
        public Integer call() throws Exception {
            return ask(Operation.CREATE, where, xml.bytes(), agents);
        }
    }

    @Command(
            name = "modify",
            description =
                    "Finds the element of the same name and id, sets the attributes given and adds the children that"
                            + " it lacks.",
            mixinStandardHelpOptions = true)
    static final class Modify extends Change {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Where where;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private XmlInput xml;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private AgentChecks agents;

        @Option(
                names = {"--allow-create"},
                description = "Create the element where it is missing.")
        private boolean allowCreate;

        @Override
        public Integer call() throws Exception {
            return ask(allowCreate ? Operation.MODIFY_OR_CREATE : Operation.MODIFY, where, xml.bytes(), agents);
        }
    }

    @Command(
            name = "delete",
            description = "Takes the first element away that has the same name and all the attributes given, or that"
                    + " --xpath selects. That there is none is no fault.",
            mixinStandardHelpOptions = true)
    static final class Delete extends Change {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Where where;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private XmlInput xml;

        @Option(
                names = {"--all"},
                description = "With --xpath: all that it selects.")
        private boolean all;

        @Override
        public Integer call() throws Exception {
            var byPath = where.hasXPath() && !xml.isGiven();
            if (all && !byPath) {
                throw new CommandFailed(ExitCode.USAGE, "--all goes with --xpath, and without an element");
            }
            var operation = all ? Operation.DELETE_ALL : Operation.DELETE;
            return ask(operation, where, byPath ? new byte[0] : xml.bytes());
        }
    }

    @Command(
            name = "patch",
            description = "Applies a patch of format 2, as `cib diff` and crm_diff make it. It is refused if the"
                    + " configuration changed since the patch was made.",
            mixinStandardHelpOptions = true)
    static final class Patch extends Change {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private XmlInput xml;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private AgentChecks agents;

        @Override
        public Integer call() throws Exception {
            return ask(Operation.PATCH, new Where(), xml.bytes(), agents);
        }
    }

    @Command(name = "bump", description = "Raises the epoch by one.", mixinStandardHelpOptions = true)
    static final class Bump extends Change {
        @Override
        public Integer call() throws Exception {
            return ask(Operation.BUMP, new Where(), new byte[0]);
        }
    }

    @Command(
            name = "erase",
            description = "Empties the configuration: every resource is stopped and forgotten.",
            mixinStandardHelpOptions = true)
    static final class Erase extends Change {
        @Option(
                names = {"-f", "--force"},
                description = "Needed, since all that runs is stopped.")
        private boolean force;

        @Override
        public Integer call() throws Exception {
            if (!force) {
                throw new CommandFailed(
                        ExitCode.USAGE, "this empties the whole configuration; --force says that you mean it");
            }
            return ask(Operation.ERASE, new Where(), new byte[0]);
        }
    }

    @Command(
            name = "diff",
            description = "Compares two CIBs and prints the patch, of format 2, that makes the second of the first.",
            mixinStandardHelpOptions = true)
    static final class Diff implements Callable<Integer> {
        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Parameters(index = "0", paramLabel = "BEFORE", description = "A file, or - for standard input.")
        @SuppressWarnings("NullAway.Init")
        private String before;

        @Parameters(index = "1", paramLabel = "AFTER", description = "A file, or - for standard input.")
        @SuppressWarnings("NullAway.Init")
        private String after;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            var out = spec.commandLine().getOut();
            var patch = TreeDiff.between(XmlInput.element(before, read(before)), XmlInput.element(after, read(after)));
            out.print(json ? ElementJson.write(patch) : ElementXml.write(patch));
            out.flush();
            return ExitCode.OK.code();
        }

        private static String read(String file) throws CommandFailed {
            return new String(XmlInput.read(file), StandardCharsets.UTF_8);
        }
    }
}
