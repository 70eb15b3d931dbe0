package io.systole.actors.command.core;

import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.value.Truth;

/**
 * The attribute that a resource's promotion score is. Instances of a clone have a number; it is left away unless the clone is
 * globally unique, since there is one of the others on a node, whatever number it has at the time.
 */
final class PromotionScore {
    private PromotionScore() {}

    static String name(Cib cib, String instance) {
        int colon = instance.lastIndexOf(':');
        boolean numbered = colon > 0 && instance.substring(colon + 1).chars().allMatch(Character::isDigit);
        String base = numbered ? instance.substring(0, colon) : instance;
        return "master-" + (numbered && isUnique(cib, base) ? instance : base);
    }

    private static boolean isUnique(Cib cib, String resource) {
        for (ResourceConfig config : cib.configuration().resources()) {
            if (config instanceof Clone clone && contains(clone.child(), resource)) {
                return clone.metaAttributes().stream()
                        .map(set -> set.value("globally-unique"))
                        .anyMatch(Truth::isTrue);
            }
        }
        return false;
    }

    private static boolean contains(ResourceConfig child, String resource) {
        if (child instanceof Primitive primitive) {
            return primitive.id().value().equals(resource);
        }
        return child instanceof Group group
                && group.members().stream()
                        .anyMatch(member -> member.id().value().equals(resource));
    }
}
