package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A line of the list of resources.
 *
 * @param id of the resource; of a group or bundle where {@code isTitle}
 * @param depth 1 for what is in a group or bundle
 * @param state where it is and as what: {@code Started n1}, {@code Stopped}; empty for a title
 * @param notes what restrains it: disabled, unmanaged, maintenance, blocked
 * @param places where it is: node and role
 */
record Row(String id, String agent, int depth, boolean isTitle, String state, List<String> notes, List<Place> places) {
    record Place(String node, String role, boolean bad, String pending) {
        String words() {
            return (bad ? "FAILED " : "") + role + (pending.isEmpty() ? "" : " (" + pending + ")");
        }
    }

    static List<Row> of(JsonNode status) {
        var rows = new ArrayList<Row>();
        status.path("resources").forEach(resource -> {
            if (resource.has("members")) {
                rows.add(new Row(resource.path("id").asText(), "", 0, true, "", List.of(), List.of()));
                resource.path("members").forEach(member -> rows.add(single(member, 1)));
            } else {
                rows.add(single(resource, 0));
            }
        });
        return rows;
    }

    private static Row single(JsonNode resource, int depth) {
        var places = new ArrayList<Place>();
        resource.path("placements")
                .forEach(place -> places.add(new Place(
                        place.path("node").asText(),
                        Words.ofRole(place.path("role").asText())
                                + (place.path("unclean").asBoolean() ? " UNCLEAN" : ""),
                        place.path("failed").asBoolean(),
                        place.path("pending").asText(""))));
        var notes = new ArrayList<String>();
        resource.path("notes").forEach(note -> notes.add(note.asText()));
        return new Row(
                resource.path("id").asText(),
                resource.path("agent").asText(),
                depth,
                false,
                state(places, resource.path("stoppedOn")),
                notes,
                places);
    }

    /** By role: {@code Promoted n1; Unpromoted n2 n3; Stopped n4}. */
    private static String state(List<Place> places, JsonNode stoppedOn) {
        SortedSet<String> roles = new TreeSet<>();
        places.forEach(place -> roles.add(place.words()));
        var parts = roles.stream()
                .map(role -> role + " "
                        + places.stream()
                                .filter(place -> place.words().equals(role))
                                .map(Place::node)
                                .distinct()
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(ArrayList::new));
        if (places.isEmpty()) {
            parts.add("Stopped");
        } else if (!stoppedOn.isEmpty()) {
            var nodes = new ArrayList<String>();
            stoppedOn.forEach(node -> nodes.add(node.asText()));
            parts.add("Stopped " + String.join(" ", nodes));
        }
        return String.join("; ", parts);
    }
}
