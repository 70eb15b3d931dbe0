package io.systole.runtime.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the shell's lines come from. */
interface ShellLines extends AutoCloseable {
    /** The next line, or null at the end. */
    @Nullable
    String read(String prompt);

    /** Whether the answer is yes; empty where nobody sits there. */
    Optional<Boolean> ask(String question);

    @Override
    void close();
}
