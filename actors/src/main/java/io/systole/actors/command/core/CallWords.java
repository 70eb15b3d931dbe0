package io.systole.actors.command.core;

import io.systole.actors.command.core.Call.Input;
import io.systole.actors.command.core.Reply.Read;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Calls and answers as rows of words, as the client of the commands has them and the link to a remote host. A word has no
 * NUL in it: arguments, environment and XML cannot.
 */
public final class CallWords {
    private static final String VERSION = "1";
    private static final String END = "end";
    private static final String NOT_ASKED = "-";
    private static final String UNREADABLE = "!";
    private static final String CONTENT = "=";

    private CallWords() {}

    /** Reads a call; throws IllegalArgumentException for what is none. */
    public static Call call(List<String> words, NodeName here, Instant at, ZoneId zone) {
        int end = words.size() - 1;
        if (end < 0 || !words.get(end).equals(END) || !words.get(0).equals(VERSION)) {
            throw new IllegalArgumentException("a call that is not whole, or of another version");
        }
        int arguments = 3;
        int environment = arguments + count(words, arguments - 1, 1);
        int input = environment + 1 + count(words, environment, 2);
        if (input != end - 1) {
            throw new IllegalArgumentException("a call of " + words.size() + " words, expected " + (input + 2));
        }
        var pairs = new TreeMap<String, String>();
        for (int i = environment + 1; i < input; i += 2) {
            pairs.put(words.get(i), words.get(i + 1));
        }
        return new Call(
                words.get(1), words.subList(arguments, environment), pairs, input(words.get(input)), here, at, zone);
    }

    private static int count(List<String> words, int at, int each) {
        long count = at < words.size() ? Long.parseLong(words.get(at)) * each : -1;
        if (count < 0 || at + count >= words.size()) {
            throw new IllegalArgumentException("a count of " + count + " in a call of " + words.size() + " words");
        }
        return (int) count;
    }

    private static Input input(String word) {
        if (word.equals(NOT_ASKED)) {
            return Input.NONE;
        }
        return word.startsWith(CONTENT) ? new Input(true, word.substring(1)) : new Input(true, null);
    }

    /** The words of a call. */
    public static List<String> of(Call call) {
        var words = new ArrayList<>(List.of(VERSION, call.program()));
        words.add(Integer.toString(call.arguments().size()));
        words.addAll(call.arguments());
        words.add(Integer.toString(call.environment().size()));
        call.environment().forEach((name, value) -> words.addAll(List.of(name, value)));
        String text = call.input().text();
        words.add(!call.input().asked() ? NOT_ASKED : text == null ? UNREADABLE : CONTENT + text);
        words.add(END);
        return words;
    }

    /** The words of what the client hears: what it says, or what it is to read. */
    public static List<String> of(Reply reply) {
        if (reply instanceof Read read) {
            return List.of("read", read.path(), END);
        }
        if (reply instanceof Said said) {
            String destination = said.destination();
            return List.of(
                    "said",
                    Integer.toString(said.code()),
                    said.out().replace("\0", ""),
                    said.err().replace("\0", ""),
                    destination == null ? "" : destination,
                    END);
        }
        throw new IllegalArgumentException(reply + " is no answer for a client");
    }

    /** Reads an answer; throws IllegalArgumentException for what is none. */
    public static Reply reply(List<String> words) {
        if (words.size() == 3 && words.get(0).equals("read")) {
            return new Read(words.get(1));
        }
        if (words.size() == 6 && words.get(0).equals("said")) {
            String destination = words.get(4);
            return new Said(
                    Integer.parseInt(words.get(1)),
                    words.get(2),
                    words.get(3),
                    destination.isEmpty() ? null : destination);
        }
        throw new IllegalArgumentException("an answer of " + words.size() + " words");
    }

    /** The words of a text in which NUL is between them. */
    public static List<String> split(String text) {
        return Arrays.asList(text.split("\0", -1));
    }

    public static String join(List<String> words) {
        return String.join("\0", words);
    }
}
