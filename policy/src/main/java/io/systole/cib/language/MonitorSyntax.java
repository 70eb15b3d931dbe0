package io.systole.cib.language;

import java.util.List;
import java.util.Optional;

/** {@code monitor web:Started 10s:20s}: an operation for a resource that another statement defines. */
final class MonitorSyntax implements Syntax {
    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        Word at = words.peek();
        String resource = words.wanted("a resource", "name the resource, as in monitor web 10s:20s");
        String times = words.wanted("an interval", "say how often, as in monitor web 10s:20s");
        if (resource == null || times == null || at == null) {
            return Optional.empty();
        }
        var reference = ResourceSetSyntax.Reference.of(resource);
        int colon = times.indexOf(':');
        String interval = colon < 0 ? times : times.substring(0, colon);
        var op = new Making("op")
                .with("id", Ids.operation(reference.id(), "monitor", interval))
                .with("name", "monitor")
                .with("interval", interval)
                .with("timeout", colon < 0 ? null : times.substring(colon + 1))
                .with("role", reference.suffix());
        while (!words.atEnd()) {
            words.unexpected(List.of("the end of the statement"));
        }
        var member = new Word(reference.id(), -1, false, true, at.line(), at.column());
        return Optional.of(new Statement("resources", op.made(), List.of(member), keyword.line(), keyword.column()));
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        throw new IllegalStateException("a monitor is shown as an operation of its resource");
    }
}
