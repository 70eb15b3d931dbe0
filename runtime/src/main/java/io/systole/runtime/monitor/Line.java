package io.systole.runtime.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line of the screen, in pieces that a terminal may colour; the words alone say it all. */
public record Line(List<Piece> pieces) {
    /** What a piece is, for its colour. */
    public enum Tone {
        PLAIN,
        TITLE,
        GOOD,
        RESTRAINED,
        BAD,
        /** A bar across the screen. */
        BAR,
        /** A bar that cannot be overlooked. */
        ALARM
    }

    /** Some text of one tone. */
    public record Piece(String text, Tone tone) {}

    public Line {
        pieces = List.copyOf(pieces);
    }

    static Line of(String text) {
        return of(text, Tone.PLAIN);
    }

    static Line of(String text, Tone tone) {
        return new Line(List.of(new Piece(harmless(text), tone)));
    }

    Line and(String text, Tone tone) {
        var all = new ArrayList<>(pieces);
        all.add(new Piece(harmless(text), tone));
        return new Line(all);
    }

    /** What agents print is in it, and could steer a terminal. */
    private static String harmless(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    public String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    /** Cut where it does not fit, with a sign that it was; a bar is drawn on to the edge. */
    Line fitted(int width) {
        var fitted = new ArrayList<Piece>();
        int left = width;
        boolean cut = text().length() > width;
        for (Piece piece : pieces) {
            int room = cut ? left - 1 : left;
            String text = piece.text().length() > room ? piece.text().substring(0, Math.max(0, room)) : piece.text();
            fitted.add(new Piece(text, piece.tone()));
            left -= text.length();
            if (cut && left <= 1) {
                fitted.add(new Piece("…", piece.tone()));
                left--;
                break;
            }
        }
        Tone last =
                pieces.isEmpty() ? Tone.PLAIN : pieces.get(pieces.size() - 1).tone();
        if (left > 0 && (last == Tone.BAR || last == Tone.ALARM)) {
            fitted.add(new Piece(" ".repeat(left), last));
        }
        return new Line(fitted);
    }
}
