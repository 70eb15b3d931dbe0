package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.policy.simulation.SimulateOptions.Extent;
import io.systole.runtime.access.NodeClient.Form;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "history",
        description = {
            "Shows the changes of the configuration and goes back to one; shows what the cluster planned, and plans it"
                    + " again.",
            "Without a command the changes are listed, as by `changes`."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "[COMMAND]")
final class HistoryCommand implements Callable<Integer>, CommandGroup {
    /** More than any list of the command line asks for. */
    private static final int MANY = 500;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HistoryChangeCommands.Wanted wanted;

    @Override
    public List<Class<?>> classes() {
        return List.of(
                HistoryChangeCommands.Changes.class,
                HistoryChangeCommands.Change.class,
                HistoryChangeCommands.Revert.class,
                HistoryRequestsCommand.class,
                HistoryCommand.Transitions.class,
                HistoryCommand.Transition.class);
    }

    @Override
    public Integer call() throws Exception {
        return wanted.show(spec.commandLine(), target);
    }

    @Command(
            name = "transitions",
            description = "Lists the last transitions whose inputs the members keep, oldest first.",
            mixinStandardHelpOptions = true)
    static final class Transitions implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Option(names = "--last", paramLabel = "COUNT", description = "So many at most; default ${DEFAULT-VALUE}.")
        private int last = 50;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            String path = "/v1/history?last=" + Math.max(1, Math.min(MANY, last));
            return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
        }
    }

    @Command(
            name = "transition",
            description = {
                "Plans a past transition again from what it was planned from, at the same moment.",
                "Without an option it is played as with -S; all options of simulate may be given."
            },
            versionProvider = CommandLineInterface.VersionText.class)
    static final class Transition extends SimulateCommand {
        @Parameters(
                paramLabel = "N",
                description = "Its number, its name in the logs (17.5f3c9a21), or that of its input (pe-input-17.bz2).")
        @SuppressWarnings("NullAway.Init")
        private String wanted;

        @Option(
                names = "--kept-by",
                paramLabel = "NODE",
                description = "The node that keeps it, where several have one of that number; default: the newest.")
        private @Nullable String node;

        @Override
        Extent usual() {
            return Extent.SIMULATE;
        }

        @Override
        CibSource.Document document(CibSource from) throws FieldToolFailed {
            JsonNode newest = null;
            for (JsonNode plan : plans(from)) {
                boolean same = plan.path("number").asText().equals(wanted)
                        || plan.path("id").asText().equals(wanted)
                        || plan.path("file").asText().equals(wanted)
                        || plan.path("file").asText().equals(wanted + ".bz2");
                if (same && (node == null || node.equals(plan.path("node").asText()))) {
                    newest = plan;
                }
            }
            if (newest == null) {
                throw new FieldToolFailed(
                        FieldExit.NO_SUCH,
                        "transition " + wanted
                                + ": no member keeps its input; `systole history transitions` lists them");
            }
            String keeper = newest.path("node").asText();
            String file = newest.path("file").asText();
            String content = from.live("/v1/history/" + encoded(keeper) + "/" + encoded(file), Form.XML);
            return new CibSource.Document(file + " of " + keeper, content);
        }

        private static JsonNode plans(CibSource from) throws FieldToolFailed {
            try {
                return new ObjectMapper().readTree(from.live("/v1/history?last=" + MANY, Form.JSON));
            } catch (JsonProcessingException e) {
                throw new FieldToolFailed(FieldExit.SOFTWARE, "the node's answer is no JSON: " + e.getMessage());
            }
        }
    }
}
