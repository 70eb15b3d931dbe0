package io.systole.runtime.cli;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.cib.language.ConfigurationDraft.Shown;
import io.systole.cib.language.DraftChange;
import io.systole.cib.tree.Element;
import io.systole.runtime.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The short ways to change a working copy that need no whole statement: a value, the members of a group. */
final class ShellEdits {
    private static final Map<String, String> LISTS =
            Map.of("params", "instance_attributes", "meta", "meta_attributes", "utilization", "utilization");
    private static final List<String> KEYWORDS = List.of("params", "meta", "utilization", "op", "operations");

    private ShellEdits() {}

    /**
     * Another value for an attribute: {@code ip.cidr_netmask}, {@code web.meta.target-role}, {@code web.op.monitor.timeout}.
     * What is not set yet is set.
     */
    static ConfigurationDraft set(ConfigurationDraft draft, String path, String value) throws CommandFailed {
        String id = draft.ids().stream()
                .filter(known -> path.startsWith(known + "."))
                .max((one, other) -> one.length() - other.length())
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.REFUSED, path + ": begins with no id of an object; expected ID.NAME, such as ip.ip"));
        var rest = new ArrayList<>(Arrays.asList(path.substring(id.length() + 1).split("\\.", -1)));
        String kind = rest.size() > 1
                        && (LISTS.containsKey(rest.get(0)) || rest.get(0).equals("op"))
                ? rest.remove(0)
                : "params";
        boolean isOperation = kind.equals("op");
        if (rest.isEmpty() || rest.get(0).isEmpty() || (isOperation && rest.size() < 2)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    path + ": expected ID.NAME, ID.meta.NAME, ID.utilization.NAME or ID.op.ACTION.NAME");
        }
        String name = String.join(".", isOperation ? rest.subList(1, rest.size()) : rest);
        if (isOperation && !hasOperation(draft.configuration(), id, rest.get(0))) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    path + ": " + id + " has no operation " + rest.get(0) + "; `edit " + id + "` adds one");
        }
        return ConfigurationDraft.of(within(
                draft.configuration(),
                id,
                object -> isOperation
                        ? operation(object, rest.get(0), name, value)
                        : pair(object, LISTS.getOrDefault(kind, ""), name, value)));
    }

    private interface Edit {
        Element of(Element object);
    }

    private static Element within(Element element, String id, Edit edit) {
        return new Element(
                element.name(),
                element.attributes(),
                element.children().stream()
                        .map(child -> id.equals(child.id()) && !child.name().endsWith("_ref")
                                ? edit.of(child)
                                : within(child, id, edit))
                        .toList());
    }

    private static boolean hasOperation(Element element, String id, String action) {
        return element.children().stream()
                .anyMatch(child -> id.equals(child.id())
                        ? child.child("operations").stream()
                                .flatMap(operations -> operations.children().stream())
                                .anyMatch(operation -> action.equals(operation.attribute("name")))
                        : hasOperation(child, id, action));
    }

    /** In the first list without a rule that is its own; a new list stands before the operations, as the schema has it. */
    private static Element pair(Element object, String list, String name, String value) {
        var children = new ArrayList<Element>();
        boolean done = false;
        for (Element child : object.children()) {
            boolean fits = !done
                    && child.name().equals(list)
                    && child.attribute("id-ref") == null
                    && child.child("rule").isEmpty();
            children.add(fits ? inList(child, name, value) : child);
            done |= fits;
        }
        if (!done) {
            var fresh = new Element(list, attributes("id", object.id() + "-" + list), List.of());
            int at = list.equals("meta_attributes") ? 0 : afterMeta(children);
            children.add(at, inList(fresh, name, value));
        }
        return new Element(object.name(), object.attributes(), children);
    }

    private static int afterMeta(List<Element> children) {
        int at = 0;
        while (at < children.size() && children.get(at).name().endsWith("_attributes")) {
            at++;
        }
        return at;
    }

    private static Element inList(Element list, String name, String value) {
        var pairs = new ArrayList<Element>();
        boolean done = false;
        for (Element pair : list.children()) {
            boolean fits = name.equals(pair.attribute("name"));
            pairs.add(fits ? with(pair, "value", value) : pair);
            done |= fits;
        }
        if (!done) {
            var attributes = attributes("id", list.id() + "-" + name.replaceAll("[^A-Za-z0-9._-]", "."));
            attributes.put("name", name);
            attributes.put("value", value);
            pairs.add(new Element("nvpair", attributes, List.of()));
        }
        return new Element(list.name(), list.attributes(), pairs);
    }

    private static Element operation(Element object, String action, String name, String value) {
        return new Element(
                object.name(),
                object.attributes(),
                object.children().stream()
                        .map(child -> child.name().equals("operations")
                                ? new Element(
                                        child.name(),
                                        child.attributes(),
                                        child.children().stream()
                                                .map(op -> action.equals(op.attribute("name"))
                                                        ? with(op, name, value)
                                                        : op)
                                                .toList())
                                : child)
                        .toList());
    }

    private static Element with(Element element, String name, String value) {
        var attributes = new TreeMap<>(element.attributes());
        attributes.put(name, value);
        return new Element(element.name(), attributes, element.children());
    }

    private static SortedMap<String, String> attributes(String name, String value) {
        return new TreeMap<>(Map.of(name, value));
    }

    /** {@code modgroup GROUP add R [before|after OTHER]} and {@code modgroup GROUP remove R}. */
    static DraftChange group(ConfigurationDraft draft, List<String> words) throws CommandFailed {
        String usage = "modgroup GROUP add RESOURCE [before|after OTHER], or modgroup GROUP remove RESOURCE";
        boolean isPlain = words.size() == 3 && List.of("add", "remove").contains(words.get(1));
        boolean isPlaced = words.size() == 5
                && words.get(1).equals("add")
                && List.of("before", "after").contains(words.get(3));
        if (!isPlain && !isPlaced) {
            throw new CommandFailed(ExitCode.USAGE, "expected " + usage);
        }
        String group = words.get(0);
        String resource = words.get(2);
        Shown shown = draft.objects().stream()
                .filter(object -> object.type().equals("group") && object.id().equals(group))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(ExitCode.REFUSED, group + ": there is no such group"));
        var statement = new ArrayList<>(
                List.of(shown.text().replaceAll("\\\\\n\\s*", " ").strip().split("\\s+")));
        int end = 2;
        while (end < statement.size() && !KEYWORDS.contains(statement.get(end))) {
            end++;
        }
        var members = new ArrayList<>(statement.subList(2, end));
        boolean isThere = members.remove(resource);
        if (words.get(1).equals("remove")) {
            if (!isThere) {
                throw new CommandFailed(ExitCode.REFUSED, resource + ": is not in the group " + group);
            }
            if (members.isEmpty()) {
                throw new CommandFailed(
                        ExitCode.REFUSED,
                        resource + ": is the last in the group " + group + "; delete the group instead");
            }
        } else {
            members.add(place(members, group, words), resource);
        }
        var changed = new ArrayList<>(statement.subList(0, 2));
        changed.addAll(members);
        changed.addAll(statement.subList(end, statement.size()));
        return draft.with(String.join(" ", changed), Method.UPDATE);
    }

    private static int place(List<String> members, String group, List<String> words) throws CommandFailed {
        if (words.size() == 3) {
            return members.size();
        }
        int at = members.indexOf(words.get(4));
        if (at < 0) {
            throw new CommandFailed(ExitCode.REFUSED, words.get(4) + ": is not in the group " + group);
        }
        return words.get(3).equals("before") ? at : at + 1;
    }

    /** What is not as it was: the ids of objects that are new or another. */
    static List<String> changed(ConfigurationDraft before, ConfigurationDraft draft) {
        var known = before.objects();
        return draft.objects().stream()
                .filter(object -> !known.contains(object))
                .map(Shown::id)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** An object and all whose statements name it. */
    static List<String> related(ConfigurationDraft draft, String id) {
        var word = Pattern.compile("(?<![A-Za-z0-9._-])" + Pattern.quote(id) + "(?![A-Za-z0-9._-])");
        return draft.objects().stream()
                .filter(object ->
                        object.id().equals(id) || word.matcher(object.text()).find())
                .map(Shown::id)
                .filter(known -> !known.isEmpty())
                .toList();
    }
}
