package io.systole.cib.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in lines for a reader what a patch of format 2 does: + is created, - deleted, ~ changed, > moved. Secrets are
 * masked; the version and what the writer notes in the header are left out.
 */
public final class PatchText {
    private static final String SECTIONS = "/cib/configuration/";
    private static final Set<String> BOOKKEEPING = Set.of(
            "epoch",
            "num_updates",
            "cib-last-written",
            "update-origin",
            "update-client",
            "update-user",
            "crm_feature_set",
            "have-quorum",
            "dc-uuid");

    private final Map<String, Element> deleted = new LinkedHashMap<>();
    private final Map<String, Element> changedBack = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private PatchText() {}

    /**
     * The lines; none for a patch that changes nothing but the version.
     *
     * @param back the patch that takes it back: what was there before is known from it
     */
    public static List<String> lines(Element patch, Optional<Element> back) {
        var text = new PatchText();
        back.map(MaskedTree::of).ifPresent(text::learn);
        changes(MaskedTree.of(patch)).forEach(text::tell);
        return List.copyOf(text.lines);
    }

    private static List<Element> changes(Element patch) {
        return patch.children().stream()
                .filter(child -> child.name().equals("change"))
                .toList();
    }

    private static String text(Element change, String attribute) {
        return String.valueOf(change.attribute(attribute));
    }

    /** What a patch deletes, the patch back creates, and what it modifies, that modifies too. */
    private void learn(Element back) {
        for (var change : changes(back)) {
            var path = text(change, "path");
            switch (text(change, "operation")) {
                case "create" ->
                    change.children().forEach(child -> deleted.putIfAbsent(path + "/" + step(child), child));
                case "modify" -> changedBack.putIfAbsent(path, change);
                default -> {}
            }
        }
    }

    private static String step(Element element) {
        return element.id() == null ? element.name() : element.name() + "[@id='" + element.id() + "']";
    }

    private void tell(Element change) {
        var path = text(change, "path");
        switch (text(change, "operation")) {
            case "create" -> change.children().forEach(child -> whole("+ ", path + "/" + step(child), child));
            case "delete" -> whole("- ", path, deleted.get(path));
            case "move" -> lines.add("> " + shown(path) + ": to position " + text(change, "position"));
            case "modify" -> modified(path, change);
            default -> lines.add("? " + shown(path));
        }
    }

    private void whole(String sign, String path, @Nullable Element element) {
        lines.add(sign + shown(path));
        if (element != null) {
            ElementXml.write(element).lines().forEach(line -> lines.add(sign + "    " + line));
        }
    }

    private void modified(String path, Element change) {
        var told = attributes(change).stream()
                .filter(attribute -> !path.equals("/cib") || !BOOKKEEPING.contains(text(attribute, "name")))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        var name = change.child("change-result")
                .flatMap(result -> result.children().stream().findFirst())
                .map(result -> result.attribute("name"));
        lines.add("~ " + shown(path) + name.map(known -> " " + known).orElse(""));
        var before = changedBack.get(path);
        for (var attribute : told) {
            var old = before == null ? "" : value(before, text(attribute, "name")) + " -> ";
            lines.add("~     " + text(attribute, "name") + ": " + old + value(change, text(attribute, "name")));
        }
    }

    private static List<Element> attributes(Element change) {
        return change.child("change-list").map(Element::children).orElse(List.of());
    }

    private static String value(Element change, String name) {
        return attributes(change).stream()
                .filter(attribute -> name.equals(attribute.attribute("name")))
                .map(attribute -> attribute.attribute("value"))
                .findFirst()
                .map(value -> "\"" + value + "\"")
                .orElse("(none)");
    }

    private static String shown(String path) {
        return path.startsWith(SECTIONS) ? path.substring(SECTIONS.length()) : path;
    }
}
