package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object of the configuration, as one statement defines it.
 *
 * @param section the section of the configuration that the element belongs to
 * @param element without the resources that it contains and that have statements of their own; of the fencing topology
 *     the whole section
 * @param members the ids of those resources, in order
 * @param line where the statement begins in the text, 0 if it was not read from one
 */
record Statement(String section, Element element, List<Word> members, int line, int column) {
    Statement {
        members = List.copyOf(members);
    }

    static Statement of(String section, Element element, List<Word> members) {
        return new Statement(section, element, members, 0, 0);
    }

    @Nullable
    String id() {
        return element.id();
    }

    List<String> memberIds() {
        return members.stream().map(Word::text).toList();
    }

    /** Whether both define the same, wherever they stand. */
    boolean saysTheSameAs(Statement other) {
        return section.equals(other.section)
                && element.equals(other.element)
                && memberIds().equals(other.memberIds());
    }
}
