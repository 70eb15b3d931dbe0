package io.systole.cib.language;

import io.systole.cib.xml.CibFault;
import java.util.List;
import java.util.Optional;

/**
 * What came of changing a draft: another one, or why there is none.
 *
 * @param faults in order of their places; line 0 is no line of a text
 */
public record DraftChange(Optional<ConfigurationDraft> draft, List<LanguageFault> faults, Places places) {
    public DraftChange {
        faults = List.copyOf(faults);
    }

    /** The same as {@link LanguageReading#inText}. */
    public LanguageFault inText(CibFault fault) {
        return places.inText(fault);
    }
}
