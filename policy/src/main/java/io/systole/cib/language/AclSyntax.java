package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code role reader read xpath:/cib}, and the users and groups that have roles. */
final class AclSyntax implements Syntax {
    private static final List<String> RIGHTS = List.of("read", "write", "deny");
    private static final String ROLE = "role:";

    private final String element;

    AclSyntax(String element) {
        this.element = element;
    }

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.wanted("an id", "name the role, or the user");
        if (id == null) {
            return Optional.empty();
        }
        var made = new Making(element).with("id", id);
        var ids = new Ids();
        while (!words.atEnd()) {
            Word word = words.take();
            String attribute = element.equals("acl_role") ? "description" : "name";
            if (word.isPair() && word.name().equals(attribute)) {
                made.with(attribute, word.value());
            } else if (!element.equals("acl_role")) {
                target(words, made, word);
            } else if (RIGHTS.contains(word.text()) && !words.atEnd()) {
                made.with(permission(words, word.text(), id, ids));
            } else {
                words.fault(word, Spellings.list(RIGHTS), Spellings.advice(word.text(), RIGHTS));
                while (!words.atEnd() && !words.isNextOneOf(RIGHTS)) {
                    words.take();
                }
            }
        }
        return Optional.of(new Statement("acls", made.made(), List.of(), keyword.line(), keyword.column()));
    }

    private static void target(Words words, Making target, Word word) {
        if (RIGHTS.contains(word.text()) && !word.quoted()) {
            words.fault(word, "role:ROLE", "put the rules into a role, and name that here");
            return;
        }
        String role = word.text().startsWith(ROLE) ? word.text().substring(ROLE.length()) : word.text();
        target.with(new Making("role").with("id", role).made());
    }

    private static Element permission(Words words, String kind, String role, Ids ids) {
        String id = words.mark("id");
        var permission = new Making("acl_permission")
                .with("id", ids.choose(Ids.within(role, kind), id))
                .with("kind", kind);
        for (Word word = words.peek(); word != null; word = words.peek()) {
            if (RIGHTS.contains(word.text()) && !word.quoted()) {
                break;
            }
            words.take();
            if (word.isPair() && word.name().equals("description") && !permission.has("description")) {
                permission.with("description", word.value());
            } else if (!part(permission, word.text())) {
                words.fault(
                        word, Spellings.list(AclShortcuts.WORDS), Spellings.advice(word.text(), AclShortcuts.WORDS));
            }
        }
        return permission.made();
    }

    private static boolean part(Making permission, String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        switch (colon < 0 ? text : text.substring(0, colon)) {
            case "xpath" -> permission.with("xpath", rest);
            case "tag", "type" -> permission.with("object-type", rest);
            case "ref" -> permission.with("reference", rest);
            case "attribute" -> permission.with("attribute", rest);
            default -> {
                var xpath = AclShortcuts.xpath(text);
                xpath.ifPresent(path -> permission.with("xpath", path));
                return xpath.isPresent();
            }
        }
        return colon > 0;
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element acl = statement.element();
        var ids = new Ids();
        phrase.value(acl.id());
        phrase.pair("name", acl.attribute("name")).pair("description", acl.attribute("description"));
        for (Element child : acl.children()) {
            if (child.name().equals("role")) {
                phrase.value(child.id());
                continue;
            }
            String kind = Objects.requireNonNullElse(child.attribute("kind"), "");
            phrase.line().word(kind).pair("$id", ids.unusual(Ids.within(acl.id(), kind), child.id()));
            String xpath = child.attribute("xpath");
            if (xpath != null) {
                phrase.word(AclShortcuts.word(xpath).orElseGet(() -> "xpath:" + Phrase.quoted(xpath)));
            }
            part(phrase, "tag", child.attribute("object-type"));
            part(phrase, "ref", child.attribute("reference"));
            part(phrase, "attribute", child.attribute("attribute"));
            phrase.pair("description", child.attribute("description"));
        }
    }

    private static void part(Phrase phrase, String name, @Nullable String value) {
        if (value != null) {
            phrase.word(name + ":" + Phrase.quoted(value));
        }
    }
}
