package io.systole.cib.language;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads a text statement by statement. */
final class Reader {
    private Reader() {}

    /** What the statements define, in their order; the faults of those that cannot be understood are told. */
    static List<Statement> read(String text, Consumer<LanguageFault> faults) {
        var statements = new ArrayList<Statement>();
        for (SourceStatement source : Lexer.statements(text, faults)) {
            Word keyword = source.words().get(0);
            if (keyword.is(Keywords.XML)) {
                statements.addAll(xml(keyword, source.xml(), faults));
                continue;
            }
            Syntax syntax = keyword.quoted() ? null : Keywords.syntax(keyword.text());
            if (syntax == null) {
                faults.accept(new LanguageFault(
                        keyword.line(),
                        keyword.column(),
                        "\"" + keyword.text() + "\"",
                        "the keyword of a statement",
                        Spellings.advice(keyword.text(), Keywords.all())));
            } else {
                syntax.read(new Words(source.words(), faults)).ifPresent(statements::add);
            }
        }
        return statements;
    }

    private static List<Statement> xml(Word keyword, String xml, Consumer<LanguageFault> faults) {
        var reading = ElementXml.read(xml);
        reading.faults()
                .forEach(fault -> faults.accept(new LanguageFault(
                        keyword.line() + Math.max(0, fault.line() - 1),
                        keyword.column(),
                        fault.found(),
                        fault.expected(),
                        fault.advice())));
        var statements = new ArrayList<Statement>();
        reading.element().ifPresent(element -> {
            if (Sections.IN_TEXT.contains(element.name())) {
                Splitting.section(element, statements);
            } else {
                Sections.of(element)
                        .ifPresentOrElse(
                                section -> Splitting.element(section, element, statements),
                                () -> faults.accept(notOfConfiguration(keyword, element)));
            }
        });
        return statements.stream()
                .map(statement -> new Statement(
                        statement.section(),
                        statement.element(),
                        statement.members(),
                        keyword.line(),
                        keyword.column()))
                .toList();
    }

    private static LanguageFault notOfConfiguration(Word keyword, Element element) {
        return new LanguageFault(
                keyword.line(),
                keyword.column(),
                "<" + element.name() + ">",
                "an element of the configuration, or a section",
                "put meta_attributes into <rsc_defaults> or <op_defaults>");
    }
}
