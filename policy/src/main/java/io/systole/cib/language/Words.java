package io.systole.cib.language;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The words of a statement as they are read, one after the other; what is wrong with them is told and passed over. */
final class Words {
    private final List<Word> words;
    private final Consumer<LanguageFault> faults;
    private int next;
    private boolean endTold;

    Words(List<Word> words, Consumer<LanguageFault> faults) {
        this.words = words;
        this.faults = faults;
    }

    /** Other words in the place of these, with the same ears for what is wrong. */
    Words others(List<Word> others) {
        return new Words(others, faults);
    }

    boolean atEnd() {
        return next >= words.size();
    }

    /** The word some places further on, or null behind the end. */
    @Nullable
    Word peek(int ahead) {
        return next + ahead < words.size() ? words.get(next + ahead) : null;
    }

    @Nullable
    Word peek() {
        return peek(0);
    }

    Word take() {
        return words.get(next++);
    }

    boolean isNext(String keyword) {
        Word word = peek();
        return word != null && word.is(keyword);
    }

    boolean isNextOneOf(List<String> keywords) {
        return keywords.stream().anyMatch(this::isNext);
    }

    boolean takeIf(String keyword) {
        boolean found = isNext(keyword);
        next += found ? 1 : 0;
        return found;
    }

    boolean isNextPair() {
        Word word = peek();
        return word != null && word.isPair();
    }

    /** The value of the mark {@code $name=} if it comes next, else null. */
    @Nullable
    String mark(String name) {
        Word word = peek();
        return word != null && word.isMark(name) ? take().value() : null;
    }

    /** The value of the pair of that name, with a dollar before it or not, if it comes next, else null. */
    @Nullable
    String pair(String name) {
        Word word = peek();
        boolean found = word != null
                && word.isPair()
                && (word.name().equals(name) || word.name().equals("$" + name));
        return found ? take().value() : null;
    }

    /** The text before the colon if the next word has one at its end, else null. */
    @Nullable
    String label() {
        Word word = peek();
        return word != null && word.isLabel() ? take().label() : null;
    }

    /** The next word, whatever it is; at the end a fault, and null. */
    @Nullable
    String wanted(String what, String advice) {
        if (atEnd()) {
            faultAtEnd(what, advice);
            return null;
        }
        return take().text();
    }

    /** Tells that more was expected; of each statement once, and not where the rest was passed over. */
    void faultAtEnd(String expected, String advice) {
        if (endTold) {
            return;
        }
        endTold = true;
        Word last = words.get(words.size() - 1);
        faults.accept(new LanguageFault(
                last.line(), last.column() + last.text().length(), "the end of the statement", expected, advice));
    }

    void fault(Word at, String expected, String advice) {
        fault(at, "\"" + at.text() + "\"", expected, advice);
    }

    void fault(Word at, String found, String expected, String advice) {
        faults.accept(new LanguageFault(at.line(), at.column(), found, expected, advice));
    }

    /** Takes the next word, or the end, for a fault, and passes over what belongs to it. */
    void unexpected(List<String> expected) {
        if (atEnd()) {
            faultAtEnd(Spellings.list(expected), "go on with one of these");
        } else {
            Word word = take();
            fault(
                    word,
                    Spellings.list(expected),
                    Spellings.advice(word.isPair() ? word.name() : word.text(), expected));
            while (!atEnd() && !isNextOneOf(expected)) {
                take();
            }
            endTold |= atEnd();
        }
    }
}
