package io.systole.runtime.cli;

import io.systole.runtime.monitor.Line;
import io.systole.runtime.monitor.MonitorCore;
import io.systole.runtime.monitor.MonitorEvent;
import io.systole.runtime.monitor.MonitorEvent.NamedKey;
import io.systole.runtime.monitor.MonitorEvent.Pressed;
import io.systole.runtime.monitor.MonitorEvent.Typed;
import io.systole.runtime.monitor.MonitorScreen;
import io.systole.runtime.monitor.MonitorState;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The whole screen of a terminal for the live view: draws what the core says, and hands on keys and sizes. */
final class MonitorTerminal implements AutoCloseable {
    private static final int ESCAPE_WAIT_MS = 100;
    private static final int KEY_WAIT_MS = 60_000;
    private static final Size USUAL = new Size(80, 24);

    private final Terminal terminal;
    private final boolean coloured;
    private final Attributes before;
    private final Display display;
    private final BlockingQueue<Optional<MonitorEvent>> events = new LinkedBlockingQueue<>();
    private final Thread restoring = new Thread(this::restore, "terminal");
    private Size drawnAt = new Size(0, 0);
    private volatile boolean interrupted;

    MonitorTerminal(boolean coloured) throws IOException {
        this.coloured = coloured;
        terminal = TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                .dumb(true)
                .build();
        before = terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.puts(Capability.cursor_invisible);
        display = new Display(terminal, true);
        terminal.handle(Signal.WINCH, signal -> events.add(Optional.empty()));
        terminal.handle(Signal.INT, signal -> {
            interrupted = true;
            events.add(Optional.empty());
        });
        Runtime.getRuntime().addShutdownHook(restoring);
    }

    /** Where events are put; they are taken in their order. */
    Consumer<MonitorEvent> sink() {
        return event -> events.add(Optional.of(event));
    }

    /**
     * Draws and waits, until somebody leaves.
     *
     * @param looking is told how it is looked at, again and again
     */
    void run(MonitorState start, Consumer<MonitorState.Face> looking) throws InterruptedException {
        var reading = new Thread(this::readKeys, "keys");
        reading.setDaemon(true);
        reading.start();
        var state = start;
        while (!state.face().quit() && !interrupted) {
            state = draw(state);
            looking.accept(state.face());
            var event = events.poll(1, TimeUnit.SECONDS);
            while (event != null) {
                if (event.isPresent()) {
                    state = MonitorCore.step(state, event.get());
                }
                event = events.poll();
            }
        }
    }

    private MonitorState draw(MonitorState state) {
        Size size = terminal.getSize();
        if (size.getRows() <= 0 || size.getColumns() <= 0) {
            size = USUAL;
        }
        var drawn = MonitorScreen.of(state, size.getColumns(), size.getRows(), Instant.now(), ZoneId.systemDefault());
        if (!size.equals(drawnAt)) {
            display.resize(size.getRows(), size.getColumns());
            // what the terminal made of the old lines is not known
            display.clear();
            drawnAt = new Size(size.getColumns(), size.getRows());
        }
        var lines = new ArrayList<AttributedString>();
        drawn.lines().forEach(line -> lines.add(styled(line)));
        // it shifts them where that saves drawing
        display.update(lines, 0);
        return MonitorCore.within(state, drawn.scrollMax());
    }

    private AttributedString styled(Line line) {
        var styled = new AttributedStringBuilder();
        line.pieces().forEach(piece -> styled.styled(style(piece.tone()), piece.text()));
        return styled.toAttributedString();
    }

    private AttributedStyle style(Line.Tone tone) {
        var plain = AttributedStyle.DEFAULT;
        if (!coloured) {
            return tone == Line.Tone.BAR || tone == Line.Tone.ALARM ? plain.inverse() : plain;
        }
        return switch (tone) {
            case PLAIN -> plain;
            case TITLE -> plain.bold();
            case GOOD -> plain.foreground(AttributedStyle.GREEN);
            case RESTRAINED -> plain.foreground(AttributedStyle.YELLOW);
            case BAD -> plain.bold().foreground(AttributedStyle.RED);
            case BAR -> plain.inverse();
            case ALARM -> plain.bold().foreground(AttributedStyle.WHITE).background(AttributedStyle.RED);
        };
    }

    private void readKeys() {
        var keys = new KeyMap<NamedKey>();
        keys.setAmbiguousTimeout(ESCAPE_WAIT_MS);
        bind(keys, NamedKey.UP, Capability.key_up, "\u001b[A", "\u001bOA");
        bind(keys, NamedKey.DOWN, Capability.key_down, "\u001b[B", "\u001bOB");
        bind(keys, NamedKey.PAGE_UP, Capability.key_ppage, "\u001b[5~");
        bind(keys, NamedKey.PAGE_DOWN, Capability.key_npage, "\u001b[6~");
        bind(keys, NamedKey.HOME, Capability.key_home, "\u001b[H", "\u001b[1~");
        bind(keys, NamedKey.END, Capability.key_end, "\u001b[F", "\u001b[4~");
        keys.bind(NamedKey.ENTER, "\r", "\n");
        keys.bind(NamedKey.BACKSPACE, "\u007f", "\b");
        keys.bind(NamedKey.ESCAPE, "\u001b");
        var reader = new BindingReader(terminal.reader());
        while (true) {
            // a letter has no binding, and is taken as it is
            int next = reader.peekCharacter(KEY_WAIT_MS);
            if (next == NonBlockingReader.READ_EXPIRED) {
                continue;
            }
            if (next < 0) {
                interrupted = true;
                events.add(Optional.empty());
                return;
            }
            if (next >= ' ' && next != 0x7f) {
                events.add(Optional.of(new Typed((char) reader.readCharacter())));
                continue;
            }
            NamedKey key = reader.readBinding(keys, null, true);
            if (key != null) {
                events.add(Optional.of(new Pressed(key)));
            }
        }
    }

    private void bind(KeyMap<NamedKey> keys, NamedKey key, Capability capability, String... sequences) {
        String known = KeyMap.key(terminal, capability);
        if (known != null) {
            keys.bind(key, known);
        }
        keys.bind(key, List.of(sequences));
    }

    private void restore() {
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(restoring);
        restore();
        try {
            terminal.close();
        } catch (IOException e) {
            // it ends with the process
            terminal.pause();
        }
    }
}
