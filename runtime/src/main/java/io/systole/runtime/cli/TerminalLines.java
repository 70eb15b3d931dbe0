package io.systole.runtime.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Lines from a terminal, with editing, history and completion. */
final class TerminalLines implements ShellLines {
    private final Terminal terminal;
    private final LineReader reader;

    TerminalLines(ShellCompletion completion) throws IOException {
        terminal = TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                .dumb(true)
                .build();
        var parser = new DefaultParser();
        // the language has its own quotes
        parser.setEscapeChars(new char[0]);
        parser.setQuoteChars(new char[0]);
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(parser)
                .completer((in, line, candidates) -> completion
                        .of(line.words().subList(0, line.wordIndex()), line.word())
                        .forEach(text -> candidates.add(candidate(text))))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** What ends in an equals sign, a colon or a dot is gone on with. */
    private static Candidate candidate(String text) {
        boolean complete = !text.endsWith("=") && !text.endsWith(":") && !text.endsWith(".");
        return new Candidate(text, text, null, null, null, null, complete);
    }

    @Override
    public @Nullable String read(String prompt) {
        while (true) {
            try {
                return reader.readLine(prompt);
            } catch (UserInterruptException abandoned) {
                terminal.writer().println();
            } catch (EndOfFileException end) {
                return null;
            }
        }
    }

    @Override
    public Optional<Boolean> ask(String question) {
        try {
            String answer = reader.readLine(question + " [y/N] ");
            return Optional.of(List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT)));
        } catch (UserInterruptException | EndOfFileException no) {
            return Optional.of(false);
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            // it ends with the process
            terminal.pause();
        }
    }
}
