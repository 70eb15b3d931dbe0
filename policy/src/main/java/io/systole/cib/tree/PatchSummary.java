package io.systole.cib.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a line what a patch of format 2 does. Versions and other words about the change itself are left out. */
public final class PatchSummary {
    private static final int ITEMS_MAX = 4;
    private static final String TICKET = "ticket_state";
    private static final Pattern LAST_STEP = Pattern.compile("/([^/\\[\\]]+)(?:\\[@id=['\"]([^'\"]*)['\"]\\])?$");

    private PatchSummary() {}

    /** At most four changes by name and then their number; "nothing" for a patch without changes. */
    public static String of(Element patch) {
        var items = new LinkedHashSet<String>();
        patch.children().stream()
                .filter(child -> child.name().equals("change"))
                .forEach(change -> items.addAll(items(change)));
        if (items.isEmpty()) {
            return "nothing but the version";
        }
        List<String> list = new ArrayList<>(items);
        return list.size() <= ITEMS_MAX
                ? String.join(", ", list)
                : String.join(", ", list.subList(0, ITEMS_MAX)) + " and " + (list.size() - ITEMS_MAX) + " more";
    }

    private static List<String> items(Element change) {
        var path = String.valueOf(change.attribute("path"));
        return switch (String.valueOf(change.attribute("operation"))) {
            case "create" ->
                change.children().stream()
                        .flatMap(PatchSummary::units)
                        .map(child -> "created " + name(child))
                        .toList();
            case "delete" -> List.of("deleted " + last(path));
            case "move" -> List.of("moved " + last(path));
            case "modify" ->
                path.equals("/cib")
                        ? List.of()
                        : change.child("change-result")
                                .flatMap(result -> result.children().stream().findFirst())
                                .map(result -> List.of("set " + nameIn(change, result)))
                                .orElse(List.of("set " + last(path)));
            default -> List.of();
        };
    }

    /** The section of the tickets comes and goes with what is in it. */
    private static Stream<Element> units(Element created) {
        return created.name().equals("tickets") ? created.children().stream() : Stream.of(created);
    }

    /** Of a ticket it is told what was set of it: whether it was given or taken away. */
    private static String nameIn(Element change, Element result) {
        return !result.name().equals(TICKET)
                ? name(result)
                : "ticket " + result.id()
                        + change.child("change-list").map(Element::children).orElse(List.of()).stream()
                                .map(set -> " " + set.attribute("name") + "="
                                        + set.attributes().getOrDefault("value", ""))
                                .collect(Collectors.joining());
    }

    private static String last(String path) {
        var step = LAST_STEP.matcher(path);
        return !step.find() ? path : step.group(2) == null ? step.group(1) : step.group(1) + " " + step.group(2);
    }

    /** A name and its value go without the word nvpair and the id, which say nothing to a reader. */
    private static String name(Element element) {
        var name = element.attribute("name");
        if (element.name().equals("nvpair") && name != null) {
            var value = MaskedTree.of(element).attribute("value");
            return name + (value == null ? "" : "=" + value);
        }
        if (element.name().equals(TICKET)) {
            return "ticket " + element.id()
                    + (element.attribute("granted") == null ? "" : " granted=" + element.attribute("granted"));
        }
        return element.id() == null ? element.name() : element.name() + " " + element.id();
    }
}
