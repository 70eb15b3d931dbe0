package io.systole.runtime.agents;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A description as text for people. */
public final class AgentText {
    private static final String INDENT = "    ";

    private AgentText() {}

    public static String of(AgentDescription agent) {
        var text = new StringBuilder(agent.agent());
        if (!agent.shortDescription().isEmpty()) {
            text.append(" - ").append(oneLine(agent.shortDescription()));
        }
        text.append('\n');
        if (!agent.longDescription().isEmpty()) {
            text.append('\n').append(agent.longDescription()).append('\n');
        }
        text.append(agent.parameters().isEmpty() ? "\nNo parameters.\n" : "\nParameters (* required):\n");
        agent.parameters().forEach(parameter -> parameter(parameter, text));
        text.append(agent.actions().isEmpty() ? "" : "\nActions:\n");
        agent.actions().forEach(action -> action(action, text));
        return text.toString();
    }

    private static void parameter(AgentDescription.Parameter parameter, StringBuilder text) {
        var traits = new ArrayList<String>();
        var options = parameter.options();
        traits.add(options == null ? parameter.type() : String.join("|", options));
        var byDefault = parameter.byDefault();
        if (byDefault != null && !byDefault.isEmpty()) {
            traits.add("default " + byDefault);
        }
        addIf(parameter.unique(), "unique", traits);
        addIf(parameter.reloadable(), "reloadable", traits);
        addIf(parameter.secret(), "secret", traits);
        addIf(parameter.deprecated(), "deprecated", traits);
        text.append("  ")
                .append(parameter.name())
                .append(parameter.required() ? "*" : "")
                .append(" (")
                .append(String.join(", ", traits))
                .append(")");
        if (!parameter.shortDescription().isEmpty()) {
            text.append(": ").append(oneLine(parameter.shortDescription()));
        }
        text.append('\n');
        parameter
                .longDescription()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> text.append(INDENT).append(line).append('\n'));
    }

    private static void addIf(boolean holds, String word, List<String> traits) {
        if (holds) {
            traits.add(word);
        }
    }

    private static void action(AgentDescription.Action action, StringBuilder text) {
        text.append("  ").append(action.name());
        append(text, " role ", action.role());
        append(text, " timeout ", action.timeout());
        append(text, " interval ", action.interval());
        text.append('\n');
    }

    private static void append(StringBuilder text, String word, @Nullable String value) {
        if (value != null) {
            text.append(word).append(value);
        }
    }

    private static String oneLine(String words) {
        return words.replaceAll("\\s+", " ").strip();
    }
}
