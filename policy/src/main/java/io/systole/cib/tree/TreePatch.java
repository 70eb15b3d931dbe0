package io.systole.cib.tree;

import io.systole.cib.tree.TreeResult.Changed;
import io.systole.cib.tree.TreeResult.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies a patch of format 2: what it deletes and modifies first. Then, parent by parent and the deepest first, it takes
 * out what is moved and puts it back with what is created, from the left, so that each position is the final one.
 */
final class TreePatch {
    private static final Pattern STEP = Pattern.compile("/([^/\\[\\]]+)(?:\\[@id=['\"]([^'\"]*)['\"]\\])?");
    private static final List<String> VERSION = List.of("admin_epoch", "epoch", "num_updates");

    private Element cib;
    private @Nullable TreeResult refusal;

    private TreePatch(Element cib) {
        this.cib = cib;
    }

    static TreeResult apply(Element cib, Element patch) {
        if (!patch.name().equals("diff") || !"2".equals(patch.attribute("format"))) {
            return TreeResult.refused(
                    Reason.BAD_INPUT,
                    patch.name(),
                    "this as a patch",
                    "<diff format=\"2\">",
                    "make one with `cib diff` or crm_diff");
        }
        var stale = stale(cib, patch);
        if (stale.isPresent()) {
            return stale.get();
        }
        var run = new TreePatch(cib);
        var changes = patch.children().stream()
                .filter(child -> child.name().equals("change"))
                .toList();
        changes.stream().filter(change -> !isPlaced(change)).forEach(run::inPlace);
        changes.stream()
                .filter(TreePatch::isPlaced)
                .collect(Collectors.groupingBy(TreePatch::parentPath, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .sorted(Comparator.comparing(group -> -depth(group.getKey())))
                .forEach(group -> run.placed(group.getKey(), group.getValue()));
        return run.refusal == null ? new Changed(run.cib) : run.refusal;
    }

    private static Optional<TreeResult> stale(Element cib, Element patch) {
        var source = patch.child("version").flatMap(version -> version.child("source"));
        if (source.isEmpty()) {
            return Optional.empty();
        }
        var found = version(source.get());
        var present = version(cib);
        if (found.subList(0, 2).equals(present.subList(0, 2))) {
            return Optional.empty();
        }
        return Optional.of(TreeResult.refused(
                Reason.OLDER_THAN_PRESENT,
                "diff",
                "a patch of version " + String.join(".", found),
                "one of the present version " + String.join(".", present),
                "query the CIB again and make the patch anew"));
    }

    private static List<String> version(Element element) {
        return VERSION.stream()
                .map(part -> element.attributes().getOrDefault(part, "0"))
                .toList();
    }

    private static boolean isPlaced(Element change) {
        return "create".equals(change.attribute("operation")) || "move".equals(change.attribute("operation"));
    }

    private static int position(Element change) {
        var text = change.attribute("position");
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    private void inPlace(Element change) {
        var place = place(change, String.valueOf(change.attribute("path")));
        if (place == null) {
            return;
        }
        switch (String.valueOf(change.attribute("operation"))) {
            case "delete" -> cib = cib.change(place, gone -> null);
            case "modify" -> {
                Map<String, @Nullable String> attributes = new HashMap<>();
                change.child("change-list")
                        .map(Element::children)
                        .orElse(List.of())
                        .forEach(attribute -> attributes.put(
                                String.valueOf(attribute.attribute("name")),
                                "unset".equals(attribute.attribute("operation"))
                                        ? null
                                        : attribute.attributes().getOrDefault("value", "")));
                cib = cib.change(place, old -> Objects.requireNonNull(old).with(attributes));
            }
            default -> refuse(change, "this operation", "create, modify, move or delete");
        }
    }

    private static String parentPath(Element change) {
        var path = String.valueOf(change.attribute("path"));
        return isMove(change) ? path.substring(0, Math.max(0, path.lastIndexOf('/'))) : path;
    }

    private static boolean isMove(Element change) {
        return "move".equals(change.attribute("operation"));
    }

    private static long depth(String path) {
        return path.chars().filter(c -> c == '/').count();
    }

    private void placed(String parentPath, List<Element> changes) {
        var parent = place(changes.get(0), parentPath);
        if (parent == null) {
            return;
        }
        var moved = new HashMap<Element, Element>();
        for (var change : changes) {
            if (isMove(change)) {
                var from = place(change, String.valueOf(change.attribute("path")));
                if (from == null) {
                    return;
                }
                moved.put(change, cib.at(from));
                cib = cib.change(from, gone -> null);
            }
        }
        cib = cib.change(parent, old -> {
            var children = new ArrayList<>(Objects.requireNonNull(old).children());
            changes.stream()
                    .sorted(Comparator.comparingInt(TreePatch::position))
                    .forEach(change -> children.addAll(
                            Math.min(position(change), children.size()),
                            isMove(change) ? List.of(Objects.requireNonNull(moved.get(change))) : change.children()));
            return old.withChildren(children);
        });
    }

    /** Where a path leads; null, with the reason kept, where it leads nowhere. */
    private @Nullable Place place(Element change, String path) {
        if (refusal != null) {
            return null;
        }
        var matcher = STEP.matcher(path);
        var element = cib;
        var place = Place.ROOT;
        int end = 0;
        while (matcher.lookingAt()) {
            if (end > 0) {
                int index = indexOf(element, matcher.group(1), matcher.group(2));
                if (index < 0) {
                    break;
                }
                element = element.children().get(index);
                place = place.child(index);
            } else if (!matcher.group(1).equals(cib.name())) {
                break;
            }
            end = matcher.end();
            matcher.region(end, path.length());
        }
        if (end < path.length() || end == 0) {
            refuse(change, "the path " + path, "one that leads to an element");
            return null;
        }
        return place;
    }

    private static int indexOf(Element parent, String name, @Nullable String id) {
        for (int i = 0; i < parent.children().size(); i++) {
            var child = parent.children().get(i);
            if (child.name().equals(name) && (id == null || id.equals(child.id()))) {
                return i;
            }
        }
        return -1;
    }

    private void refuse(Element change, String found, String expected) {
        refusal = TreeResult.refused(
                Reason.BAD_INPUT,
                "change " + change.attribute("operation"),
                found,
                expected,
                "make the patch anew from the present CIB");
    }
}
