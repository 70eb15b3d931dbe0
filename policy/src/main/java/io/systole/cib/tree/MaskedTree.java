package io.systole.cib.tree;

import io.systole.cib.value.SecretTexts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the values that nobody shall see out of elements and patches; names that tell them are those of SecretTexts. */
public final class MaskedTree {
    private static final String VALUE = "value";

    private MaskedTree() {}

    /** The element, or the patch of format 2, with its secrets masked. */
    public static Element of(Element element) {
        if (isSecret(element)) {
            return masked(element);
        }
        boolean hides = element.name().equals("change")
                && element.child("change-result").stream()
                        .flatMap(result -> result.children().stream())
                        .anyMatch(MaskedTree::isSecret);
        return element.containing(element.children().stream()
                .map(child -> hides && child.name().equals("change-list") ? withoutValue(child) : of(child))
                .toList());
    }

    private static Element withoutValue(Element list) {
        return list.containing(list.children().stream()
                .map(attribute -> VALUE.equals(attribute.attribute("name")) ? masked(attribute) : attribute)
                .toList());
    }

    private static boolean isSecret(Element element) {
        var name = element.attribute("name");
        return element.name().equals("nvpair") && name != null && SecretTexts.isSecretName(name);
    }

    private static Element masked(Element element) {
        var value = element.attribute(VALUE);
        Map<String, @Nullable String> changed = new HashMap<>();
        changed.put(VALUE, SecretTexts.MASK);
        return value == null || value.isEmpty() || value.equals(SecretTexts.LOCAL) ? element : element.with(changed);
    }
}
