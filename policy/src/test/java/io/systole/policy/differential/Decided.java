package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.w3c.dom.Element;

/**
 * What a planner decided, read from what {@code crm_simulate} prints and from its graph.
 *
 * @param sections lines under each heading of the text, white space folded, as a multiset in order
 * @param actions the actions of the graph, sorted
 * @param order which action precedes which, closed transitively
 */
record Decided(Map<String, List<String>> sections, List<String> actions, List<String> order) {
    static final String BEFORE = "Current cluster status";
    static final String SCORES = "Scores";
    static final String SUMMARY = "Transition Summary";
    static final String PLAYED = "Executing Cluster Transition";
    static final String AFTER = "Revised Cluster Status";
    private static final List<String> HEADINGS = List.of(BEFORE, SUMMARY, PLAYED, AFTER, "Performing Requested");

    static Decided of(String text, String graph) {
        List<Element> actions = new ArrayList<>();
        Map<String, Integer> numbers = new TreeMap<>();
        List<List<String>> inputs = new ArrayList<>();
        for (Element synapse : Xml.descendants(Xml.parse(graph).getDocumentElement(), "synapse")) {
            Element set = Xml.children(synapse).get(0);
            for (Element action : Xml.children(set)) {
                numbers.put(action.getAttribute("id"), actions.size());
                actions.add(action);
                inputs.add(Xml.descendants(synapse, "trigger").stream()
                        .flatMap(trigger -> Xml.children(trigger).stream())
                        .map(first -> first.getAttribute("id"))
                        .toList());
            }
        }
        List<String> keys = actions.stream().map(Decided::key).toList();
        return new Decided(sections(text), keys.stream().sorted().toList(), order(keys, numbers, inputs));
    }

    private static Map<String, List<String>> sections(String text) {
        Map<String, List<String>> found = new TreeMap<>();
        String section = "";
        for (String line : text.lines().toList()) {
            String folded = line.strip().replaceAll("\\s+", " ");
            String heading =
                    HEADINGS.stream().filter(line::startsWith).findFirst().orElse(null);
            if (heading != null) {
                section = heading;
            } else if (line.matches("[A-Za-z ]+Scores.*:")) {
                section = SCORES;
            } else if (!folded.isEmpty() && !line.startsWith("Using the original")) {
                found.computeIfAbsent(section, name -> new ArrayList<>()).add(folded);
            }
        }
        return found;
    }

    /** What an action is: kind, operation, key, node, and what a notification is about. */
    private static String key(Element action) {
        List<String> parts = new ArrayList<>(List.of(
                action.getTagName(),
                action.getAttribute("operation"),
                action.getAttribute("operation_key"),
                action.getAttribute("on_node")));
        for (Element attributes : Xml.children(action)) {
            if (attributes.getTagName().equals("attributes")) {
                parts.add(attributes.getAttribute("CRM_meta_notify_type"));
                parts.add(attributes.getAttribute("CRM_meta_notify_operation"));
            }
        }
        return String.join(" ", parts).strip();
    }

    private static List<String> order(List<String> keys, Map<String, Integer> numbers, List<List<String>> inputs) {
        List<BitSet> before = new ArrayList<>();
        for (List<String> each : inputs) {
            BitSet firsts = new BitSet();
            each.stream()
                    .filter(numbers::containsKey)
                    .forEach(id -> firsts.set(Objects.requireNonNull(numbers.get(id))));
            before.add(firsts);
        }
        boolean grows = true;
        while (grows) {
            grows = false;
            for (BitSet firsts : before) {
                BitSet more = (BitSet) firsts.clone();
                firsts.stream().forEach(first -> more.or(before.get(first)));
                grows |= !more.equals(firsts);
                firsts.or(more);
            }
        }
        TreeSet<String> pairs = new TreeSet<>();
        for (int then = 0; then < keys.size(); then++) {
            for (int first : before.get(then).stream().toArray()) {
                pairs.add(keys.get(first) + " -> " + keys.get(then));
            }
        }
        return List.copyOf(pairs);
    }

    List<String> section(String name) {
        return sections.getOrDefault(name, List.of());
    }
}
