package io.systole.actors.command.core;

import io.systole.policy.output.ReportElement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A found attribute as crm_attribute shows it.
 *
 * @param id of the pair, where it was asked for by that
 */
record AttributeLine(String scope, @Nullable String id, String name, String value) {
    private String text() {
        return "scope=" + scope + " " + (id == null ? "" : "id=" + id) + " name=" + name + " value=" + value + "\n";
    }

    private ReportElement element() {
        return ReportElement.leaf("attribute")
                .with("name", name)
                .with("value", value)
                .with("id", id)
                .with("scope", scope);
    }

    /** The lines, or with {@code --quiet} the values alone. */
    static Reply said(Call call, Options options, List<AttributeLine> lines) {
        boolean quiet = options.has("quiet");
        String text = lines.stream()
                .map(line -> quiet ? line.value() + "\n" : line.text())
                .collect(Collectors.joining());
        return FieldText.said(
                call, options, text, lines.stream().map(AttributeLine::element).toList());
    }
}
