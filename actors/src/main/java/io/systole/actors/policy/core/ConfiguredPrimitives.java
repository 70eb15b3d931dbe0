package io.systole.actors.policy.core;

import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Configuration;
import io.systole.cib.Group;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import java.util.ArrayList;
import java.util.List;

/** Finds the primitives that a resource consists of. */
public final class ConfiguredPrimitives {
    private ConfiguredPrimitives() {}

    /** The primitives of a group, clone or bundle; for a primitive, and for what is not configured, the name itself. */
    public static List<String> of(Configuration configuration, String resource) {
        var found = new ArrayList<String>();
        configuration.resources().forEach(top -> collect(top, resource, false, found));
        return found.isEmpty() ? List.of(resource) : List.copyOf(found);
    }

    private static void collect(ResourceConfig at, String wanted, boolean inside, List<String> found) {
        boolean in = inside || at.id().value().equals(wanted);
        if (at instanceof Primitive && in) {
            found.add(at.id().value());
        } else if (at instanceof Group group) {
            group.members().forEach(member -> collect(member, wanted, in, found));
        } else if (at instanceof Clone clone) {
            collect(clone.child(), wanted, in, found);
        } else if (at instanceof Bundle bundle && bundle.primitive() != null) {
            collect(bundle.primitive(), wanted, in, found);
        }
    }
}
