package io.systole.cib.language;

import java.util.Optional;

/** How the statements of one keyword, or of a few that are alike, are read and printed. */
interface Syntax {
    /** What the statement defines, its keyword being the next word; empty where the faults that were told leave nothing. */
    Optional<Statement> read(Words words);

    /** Writes the statement so that {@link #read} gives the same, where the syntax has words for all of it. */
    void print(Phrase phrase, Statement statement);
}
