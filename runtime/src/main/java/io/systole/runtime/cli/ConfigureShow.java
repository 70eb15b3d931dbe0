package io.systole.runtime.cli;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Shown;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Prints the configuration, or the objects that are asked for, as text.",
        mixinStandardHelpOptions = true)
final class ConfigureShow implements Callable<Integer> {
    /** Elements whose ids are those of others. */
    private static final List<String> NAMING = List.of("role", "obj_ref", "resource_ref");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(names = "--json", description = "As JSON: id, type and text of each object.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "WHAT",
            description =
                    "An id, type:KEYWORD, tag:TAG (what it tags), related:ID (and what names it); xml as the first or last of them for XML.")
    private List<String> wanted = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var answer = target.ask(client -> client.get("/v1/cib", Form.XML));
        if (!answer.isSuccess()) {
            return Reply.show(spec.commandLine(), answer);
        }
        var draft = ConfigurationDraft.of(DraftInput.configuration(DraftInput.live(answer.body())));
        var out = spec.commandLine().getOut();
        out.print(shown(draft, wanted, json));
        out.flush();
        return ExitCode.OK.code();
    }

    /** What is asked for of a draft, as text, XML or JSON. */
    static String shown(ConfigurationDraft draft, List<String> words, boolean json) throws CommandFailed {
        var wanted = new ArrayList<>(words);
        boolean xml = wanted.removeIf(word -> word.equals("xml"));
        List<Shown> objects = DraftSelection.of(draft, wanted);
        if (xml) {
            return wanted.isEmpty() ? ElementXml.write(draft.configuration()) : xml(draft, objects);
        }
        return json ? ReportJson.records(objects) : ConfigurationDraft.text(objects);
    }

    private static String xml(ConfigurationDraft draft, List<Shown> objects) {
        var ids = objects.stream().map(Shown::id).toList();
        var text = new StringBuilder();
        draft.configuration().children().forEach(section -> write(section, ids, text));
        return text.toString();
    }

    private static void write(Element element, List<String> ids, StringBuilder into) {
        for (Element child : element.children()) {
            boolean isObject = child.id() != null && ids.contains(child.id()) && !NAMING.contains(child.name());
            if (isObject) {
                into.append(ElementXml.write(child));
            } else {
                write(child, ids, into);
            }
        }
    }
}
