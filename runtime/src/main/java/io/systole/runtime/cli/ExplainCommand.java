package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.policy.explain.Explainer;
import io.systole.policy.explain.Explanation;
import io.systole.policy.explain.ExplanationText;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import java.io.IOException;
import java.time.Instant;
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
        name = "explain",
        description = "Says why a resource is where it is, why not elsewhere, and what would have to change.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Parameters(paramLabel = "NAME", description = "The resource.", completionCandidates = Names.Resources.class)
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "For this node alone.",
            completionCandidates = Names.Nodes.class)
    private @Nullable String node;

    @Option(
            names = {"-x", "--xml-file"},
            paramLabel = "FILE",
            description = "For a CIB from a file (- reads standard input), not for the running cluster.")
    private @Nullable String file;

    @Option(
            names = {"-t", "--set-datetime"},
            paramLabel = "ISO8601",
            description = "With -x: the moment to plan at.")
    private @Nullable String date;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (file != null) {
            return explain(file);
        }
        var path = "/v1/explain/" + encoded(name) + (node == null ? "" : "?node=" + encoded(node));
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }

    private int explain(String from) throws CommandFailed {
        List<Explanation> all = Explainer.explain(plan(from), name);
        if (all.isEmpty()) {
            throw new CommandFailed(ExitCode.REFUSED, "resource " + name + ": is not in " + from);
        }
        List<Explanation> shown =
                all.stream().map(explanation -> explanation.forNode(node)).toList();
        if (node != null
                && shown.stream().allMatch(explanation -> explanation.nodes().isEmpty())) {
            throw new CommandFailed(ExitCode.REFUSED, "node " + node + ": is no candidate for " + name);
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(shown));
        } else {
            shown.forEach(explanation -> ExplanationText.lines(explanation).forEach(out::println));
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private Plan plan(String from) throws CommandFailed {
        try {
            Cib cib = CibSource.understood(from, CibXml.read(Documents.read(from)));
            return Planner.plan(cib, SimulateDate.of(cib, date, Instant.now()).now());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, Documents.unreadable(from, e));
        } catch (FieldToolFailed e) {
            throw new CommandFailed(ExitCode.USAGE, String.join("\n", e.messages()));
        }
    }
}
