package io.systole.cib.language;

import io.systole.cib.tree.Element;

/** For how long a constraint holds: {@code lifetime rule date lt 2026-12-31}. */
final class LifetimeSyntax {
    private LifetimeSyntax() {}

    /** What follows the word {@code lifetime}. */
    static Element read(Words words, String constraint, Ids ids) {
        var lifetime = new Making("lifetime");
        while (words.takeIf("rule")) {
            lifetime.with(RuleSyntax.read(words, Ids.within(constraint, "lifetime"), ids));
        }
        return lifetime.made();
    }

    static void print(Phrase phrase, Element constraint, Ids ids) {
        constraint.child("lifetime").ifPresent(lifetime -> {
            phrase.line().word("lifetime");
            lifetime.children()
                    .forEach(rule -> RuleSyntax.print(phrase, rule, Ids.within(constraint.id(), "lifetime"), ids));
        });
    }
}
