package io.systole.actors.remote.core;

import io.systole.actors.resource.core.Memo;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a remote host says first on a connection.
 *
 * @param adopted whether it has served this cluster in its present life, so that what is known of it still holds
 * @param memos by resource
 */
public record Welcome(int processors, boolean adopted, SortedMap<String, Memo> memos) {
    public Welcome {
        memos = Collections.unmodifiableSortedMap(new TreeMap<>(memos));
    }

    public static Welcome of(List<String> all) {
        var words = new Words.Reader(all);
        int processors = (int) words.number();
        boolean adopted = Boolean.parseBoolean(words.text());
        var memos = new TreeMap<String, Memo>();
        int read = 2;
        while (read < all.size()) {
            String resource = words.text();
            List<String> note = words.texts();
            memos.put(resource, Note.memo(note));
            read += 2 + note.size();
        }
        return new Welcome(processors, adopted, memos);
    }
}
