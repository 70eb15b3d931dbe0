package io.systole.actors.remote.core;

import io.systole.actors.resource.core.Memo;
import io.systole.actors.resource.core.Memo.Repeated;
import io.systole.actors.resource.wire.OperationOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource's memo as words: what its next host has to know of it, kept by the remote host. */
public final class Note {
    private static final String VERSION = "1";

    private Note() {}

    public static List<String> of(Memo memo) {
        var words = new Words.Writer().text(VERSION);
        OperationOrder started = memo.started();
        words.number(started == null ? 0 : 1);
        if (started != null) {
            OperationWords.write(words, started);
        }
        words.number(memo.repeated().size());
        for (Repeated repeated : memo.repeated()) {
            OperationWords.write(words, repeated.order());
            words.number(repeated.callId())
                    .number(repeated.rc())
                    .number(repeated.opStatus())
                    .number(repeated.since().toEpochMilli());
        }
        return words.pairs(memo.failCounts()).done();
    }

    /** Reads a note; one that this version does not understand is an empty memo. */
    public static Memo memo(List<String> all) {
        var words = new Words.Reader(all);
        if (!words.text().equals(VERSION)) {
            return Memo.empty();
        }
        @Nullable OperationOrder started = words.number() == 0 ? null : OperationWords.order(words);
        int count = words.count();
        var repeated = new ArrayList<Repeated>();
        for (int i = 0; i < count; i++) {
            repeated.add(new Repeated(
                    OperationWords.order(words),
                    words.number(),
                    (int) words.number(),
                    (int) words.number(),
                    Instant.ofEpochMilli(words.number())));
        }
        return new Memo(started, repeated, words.pairs());
    }
}
