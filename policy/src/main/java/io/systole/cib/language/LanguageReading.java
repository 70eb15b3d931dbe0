package io.systole.cib.language;

import io.systole.cib.tree.Element;
import io.systole.cib.xml.CibFault;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a configuration text: the {@code configuration} element, or why there is none.
 *
 * @param faults in order of their places; empty where there is a configuration
 */
public record LanguageReading(Optional<Element> configuration, List<LanguageFault> faults, Places places) {
    public LanguageReading {
        faults = List.copyOf(faults);
    }

    /**
     * The same fault, found when the configuration was read as a CIB, by its place in the text.
     *
     * @param fault with a line of the document that {@code ElementXml} writes of the {@code cib} element around it
     */
    public LanguageFault inText(CibFault fault) {
        return places.inText(fault);
    }
}
