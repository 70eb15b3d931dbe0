package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code alert mail /usr/bin/mail.sh select fencing to admin@example.com}. */
final class AlertSyntax implements Syntax {
    private static final List<String> EXPECTED = List.of("attributes", "meta", "select", "to", "description=TEXT");
    private static final List<String> KINDS = List.of("nodes", "fencing", "resources", "attributes");
    private static final List<String> ORDER = List.of("meta_attributes", "instance_attributes", "select", "recipient");
    private static final List<String> SELECT_ORDER =
            List.of("select_attributes", "select_fencing", "select_nodes", "select_resources");

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.wanted("an id", "name the alert");
        String path = words.wanted("a path", "name the program that is called");
        if (id == null || path == null) {
            return Optional.empty();
        }
        var ids = new Ids();
        var alert = new Making("alert").with("id", id).with("path", path);
        while (!words.atEnd()) {
            if (content(words, alert, id, ids)) {
                continue;
            }
            if (words.takeIf("select")) {
                alert.with(select(words, id, ids));
            } else if (words.takeIf("to")) {
                while (words.peek() != null && !words.isNextOneOf(EXPECTED)) {
                    recipient(words, id, ids).ifPresent(alert::with);
                }
            } else {
                words.unexpected(EXPECTED);
            }
        }
        return Optional.of(new Statement("alerts", alert.made(ORDER), List.of(), keyword.line(), keyword.column()));
    }

    /** Takes a description or a list of attributes, if that comes next. */
    private static boolean content(Words words, Making owner, String id, Ids ids) {
        Word word = words.peek();
        if (word != null && word.isPair() && word.name().equals("description")) {
            owner.with("description", words.take().value());
            return true;
        }
        if (words.isNext("attributes") || words.isNext("meta")) {
            String set = SetSyntax.ELEMENTS.getOrDefault(words.take().text(), "");
            owner.with(SetSyntax.read(words, set, Ids.within(id, set), ids));
            return true;
        }
        return false;
    }

    private static Element select(Words words, String alert, Ids ids) {
        var select = new Making("select");
        while (words.isNextOneOf(KINDS)) {
            Word following = words.peek(1);
            boolean isList = words.isNext("attributes") && following != null && following.isPair();
            if (isList) {
                break;
            }
            var kind = new Making("select_" + words.take().text());
            if (words.takeIf("{")) {
                while (!words.atEnd() && !words.isNext("}")) {
                    String id = words.mark("id");
                    String name = words.wanted("the name of an attribute", "name it, and close the brace");
                    kind.with(new Making("attribute")
                            .with("id", ids.choose(Ids.within(alert, "select_attributes-" + name), id))
                            .with("name", name)
                            .made());
                }
                if (!words.takeIf("}")) {
                    words.unexpected(List.of("}"));
                }
            }
            select.with(kind.made());
        }
        return select.made(SELECT_ORDER);
    }

    private static Optional<Element> recipient(Words words, String alert, Ids ids) {
        boolean braced = words.takeIf("{");
        String given = words.mark("id");
        String value = words.wanted("a recipient", "name whom the alert is sent to");
        String id = ids.choose(Ids.within(alert, "recipient"), given);
        var recipient = new Making("recipient").with("id", id).with("value", value);
        while (!words.atEnd() && content(words, recipient, id, ids)) {
            // one after the other
        }
        if (braced && !words.takeIf("}")) {
            words.unexpected(List.of("}"));
        }
        return Optional.of(recipient.made(ORDER));
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element alert = statement.element();
        var ids = new Ids();
        phrase.value(alert.id()).value(alert.attribute("path"));
        printContent(phrase, alert, ids);
        alert.child("select").ifPresent(select -> {
            phrase.line().word("select");
            select.children().forEach(kind -> printKind(phrase, kind, alert.id(), ids));
        });
        List<Element> recipients = PrimitiveSyntax.named(alert, "recipient");
        if (!recipients.isEmpty()) {
            phrase.line().word("to");
            phrase.flat(true);
        }
        for (Element recipient : recipients) {
            phrase.word("{").pair("$id", ids.unusual(Ids.within(alert.id(), "recipient"), recipient.id()));
            phrase.value(recipient.attribute("value"));
            printContent(phrase, recipient, ids);
            phrase.word("}");
        }
    }

    private static void printContent(Phrase phrase, Element owner, Ids ids) {
        phrase.pair("description", owner.attribute("description"));
        PrimitiveSyntax.sets(phrase, "meta", owner, ids);
        PrimitiveSyntax.sets(phrase, "attributes", owner, ids);
    }

    private static void printKind(Phrase phrase, Element kind, @Nullable String alert, Ids ids) {
        phrase.word(kind.name().substring("select_".length()));
        if (!kind.name().equals("select_attributes")) {
            return;
        }
        phrase.word("{");
        for (Element attribute : kind.children()) {
            String name = Objects.requireNonNullElse(attribute.attribute("name"), "");
            phrase.pair("$id", ids.unusual(Ids.within(alert, "select_attributes-" + name), attribute.id()));
            phrase.value(name);
        }
        phrase.word("}");
    }
}
