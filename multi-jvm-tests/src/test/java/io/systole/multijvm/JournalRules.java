package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Judges the journals of the nodes against what a client was told. A configuration is a log to which changes are added one
 * by one; it is linearizable if every change that was told to be done is in it once, and each comes after all that were
 * known to be done when it was asked for.
 */
final class JournalRules {
    private static final Pattern REQUEST = Pattern.compile("\"request\":\"([^\"]+)\"");

    private JournalRules() {}

    /** The requests in a node's journal, oldest first. */
    static List<String> requests(Path state) throws IOException {
        var requests = new ArrayList<String>();
        for (var line : Files.readAllLines(state.resolve("cib.journal"))) {
            var request = REQUEST.matcher(line);
            if (!request.find()) {
                throw new IOException("no request in the line " + line);
            }
            requests.add(request.group(1));
        }
        return List.copyOf(requests);
    }

    /** What is wrong, in words; empty when nothing is. */
    static List<String> violations(List<String> journal, List<Scribe.Written> written) {
        var wrong = new ArrayList<String>();
        Map<String, Integer> places = new HashMap<>();
        for (var place = 0; place < journal.size(); place++) {
            if (places.put(journal.get(place), place) != null) {
                wrong.add(journal.get(place) + " was done twice");
            }
        }
        var known = new HashSet<String>();
        for (var change : written) {
            if (!known.add(change.name())) {
                wrong.add(change.name() + " was told to be done twice");
            }
            if (!places.containsKey(change.name())) {
                wrong.add(change.name() + " was told to be done and is lost");
            }
        }
        if (wrong.isEmpty()) {
            wrong.addAll(outOfOrder(places, written));
        }
        return List.copyOf(wrong);
    }

    private static List<String> outOfOrder(Map<String, Integer> places, List<Scribe.Written> written) {
        var wrong = new ArrayList<String>();
        var byKnown = written.stream()
                .sorted(Comparator.comparingLong(Scribe.Written::knownNanos))
                .toList();
        var newest = -1;
        var next = 0;
        for (var asked : written.stream()
                .sorted(Comparator.comparingLong(Scribe.Written::askedNanos))
                .toList()) {
            while (next < byKnown.size() && byKnown.get(next).knownNanos() < asked.askedNanos()) {
                newest = Math.max(newest, places.getOrDefault(byKnown.get(next).name(), -1));
                next++;
            }
            if (places.getOrDefault(asked.name(), -1) <= newest) {
                wrong.add(asked.name() + " comes before a change that was known when it was asked for");
            }
        }
        return List.copyOf(wrong);
    }
}
