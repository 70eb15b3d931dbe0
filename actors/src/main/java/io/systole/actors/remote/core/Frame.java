package io.systole.actors.remote.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One message on a connection: what it is about, and words. */
public record Frame(String kind, List<String> words) {
    /** More than any operation's parameters and output take. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    private static final int WORDS_MAX = 1_000_000;

    public Frame {
        words = List.copyOf(words);
    }

    public static Frame of(String kind, String... words) {
        return new Frame(kind, List.of(words));
    }

    /** The word at a place, or nothing where the sender, an older one, gave fewer. */
    public String word(int place) {
        return place < words.size() ? words.get(place) : "";
    }

    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(words.size() + 1);
            write(out, kind);
            for (String word : words) {
                write(out, word);
            }
        } catch (IOException impossible) {
            throw new AssertionError("memory takes every byte", impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String word) throws IOException {
        byte[] text = word.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }

    /** Reads a frame; whoever sent what is none has no business here. */
    public static Frame read(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            if (count < 1 || count > WORDS_MAX) {
                throw new IOException("a frame of " + count + " words");
            }
            var words = new ArrayList<String>();
            for (int i = 0; i < count; i++) {
                int length = in.readInt();
                if (length < 0 || length > in.available()) {
                    throw new IOException("a word of " + length + " bytes in a frame that has " + in.available());
                }
                words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            }
            return new Frame(words.get(0), words.subList(1, words.size()));
        }
    }
}
