package io.systole.actors.command.core;

import io.systole.actors.command.core.Call.Input;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Command lines as a shell has them, called on node n1 of a small cluster. */
final class TestCalls {
    private TestCalls() {}

    /** The small cluster: n1 and n2, a Dummy, a promotable clone, a group. */
    static String document() {
        try (var file = Objects.requireNonNull(TestCalls.class.getResourceAsStream("cib.xml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Cib cib(String document) {
        return CibXml.read(document).understood().orElseThrow();
    }

    /** {@code VARIABLE=VALUE ... COMMAND ARGUMENT ...}; words in single quotes may have spaces; @ is the small cluster's CIB, HERE the node. */
    static Call of(String line) {
        var words = words(line);
        var environment = new TreeMap<String, String>();
        int at = 0;
        while (words.get(at).matches("[A-Za-z_]+=.*")) {
            String[] pair = words.get(at).split("=", 2);
            environment.put(pair[0], pair[1].equals("@") ? document() : pair[1]);
            at++;
        }
        return new Call(
                words.get(at),
                words.subList(at + 1, words.size()),
                environment,
                Input.NONE,
                new NodeName(environment.getOrDefault("HERE", "n1")),
                Instant.parse("2026-11-29T09:00:00Z"),
                ZoneOffset.UTC);
    }

    static Call with(Call call, String input) {
        return new Call(
                call.program(),
                call.arguments(),
                call.environment(),
                new Input(true, input),
                call.here(),
                call.at(),
                call.zone());
    }

    static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
                begun = true;
            } else if (c == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
