package io.systole.actors.command.core;

import io.systole.cib.tree.Element;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportXml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Elements of the CIB as text, with their attributes in the order in which people and tools of the field write them. */
final class FieldXml {
    private static final List<String> FIRST = List.of(
            "id",
            "id-ref",
            "uname",
            "class",
            "provider",
            "type",
            "rsc",
            "role",
            "name",
            "value",
            "interval",
            "timeout");

    private FieldXml() {}

    static String write(Element element) {
        return ReportXml.write(report(element));
    }

    private static ReportElement report(Element element) {
        ReportElement report = ReportElement.list(
                element.name(),
                element.children().stream().map(FieldXml::report).toList());
        var names = new ArrayList<>(element.attributes().keySet());
        names.sort(Comparator.comparing(FieldXml::rank));
        for (String name : names) {
            report = report.with(name, element.attribute(name));
        }
        return report;
    }

    private static int rank(String name) {
        int at = FIRST.indexOf(name);
        return at < 0 ? FIRST.size() : at;
    }
}
