package io.systole.cib;

import java.util.List;

/** A name for several elements, to be used instead of them in constraints. */
public record Tag(String id, List<String> references) {
    public Tag {
        references = List.copyOf(references);
    }
}
