package io.systole.runtime.cli;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Shown;
import io.systole.cib.tree.Element;
import io.systole.runtime.ExitCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Which objects of a draft are meant: by their ids, by {@code type:KEYWORD}, by {@code tag:TAG}, by {@code related:ID}. */
final class DraftSelection {
    private static final String TYPE = "type:";
    private static final String TAG = "tag:";
    private static final String RELATED = "related:";

    private DraftSelection() {}

    /** Those that are meant by any of the words, in the order of the text; all where there are no words. */
    static List<Shown> of(ConfigurationDraft draft, List<String> words) throws CommandFailed {
        List<Shown> all = draft.objects();
        if (words.isEmpty()) {
            return all;
        }
        Set<String> ids = new HashSet<>();
        Set<String> types = new HashSet<>();
        var unknown = new ArrayList<String>();
        for (String word : words) {
            if (word.startsWith(TYPE)) {
                types.add(word.substring(TYPE.length()));
            } else if (word.startsWith(TAG)) {
                ids.addAll(tagged(draft, word.substring(TAG.length()), unknown));
            } else if (word.startsWith(RELATED)) {
                ids.addAll(ShellEdits.related(draft, word.substring(RELATED.length())));
            } else if (all.stream().anyMatch(object -> object.id().equals(word) || isNode(object, word))) {
                ids.add(word);
            } else {
                unknown.add(word + ": no object has this id");
            }
        }
        if (!unknown.isEmpty()) {
            throw new CommandFailed(ExitCode.REFUSED, String.join("\n", unknown));
        }
        return all.stream()
                .filter(object -> types.contains(object.type())
                        || ids.contains(object.id())
                        || ids.stream().anyMatch(id -> isNode(object, id)))
                .toList();
    }

    /** Nodes are known by their names. */
    private static boolean isNode(Shown object, String name) {
        return object.type().equals("node")
                && object.text()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .matches("node (\\S+: )?" + Pattern.quote(name) + "(:\\S+)?( .*)?");
    }

    private static List<String> tagged(ConfigurationDraft draft, String tag, List<String> unknown) {
        return draft.configuration()
                .child("tags")
                .flatMap(tags -> tags.children().stream()
                        .filter(element -> tag.equals(element.id()))
                        .findFirst())
                .map(element -> element.children().stream()
                        .map(Element::id)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList())
                .orElseGet(() -> {
                    unknown.add(tag + ": there is no such tag");
                    return List.of();
                });
    }
}
