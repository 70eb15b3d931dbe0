package io.systole.cib.upgrade;

import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.Template;
import io.systole.cib.upgrade.Change.SetKind;

/** The part of a walk that goes through resources within resources. */
record ResourceWalk(Walk walk) {

    ResourceConfig resource(ResourceConfig resource) {
        if (resource instanceof Primitive p) {
            return primitive(p);
        }
        if (resource instanceof Group g) {
            return new Group(
                    g.id(),
                    g.description(),
                    walk.sets(SetKind.INSTANCE, g.instanceAttributes()),
                    walk.sets(SetKind.META, g.metaAttributes()),
                    g.members().stream().map(this::primitive).toList());
        }
        if (resource instanceof Clone c) {
            return new Clone(
                    c.id(),
                    c.description(),
                    walk.sets(SetKind.INSTANCE, c.instanceAttributes()),
                    walk.sets(SetKind.META, c.metaAttributes()),
                    resource(c.child()),
                    c.master());
        }
        if (resource instanceof Bundle b) {
            Primitive inner = b.primitive();
            return new Bundle(
                    b.id(),
                    b.description(),
                    walk.sets(SetKind.INSTANCE, b.instanceAttributes()),
                    walk.sets(SetKind.META, b.metaAttributes()),
                    b.container(),
                    b.network(),
                    b.storage(),
                    inner == null ? null : primitive(inner));
        }
        if (resource instanceof Template t) {
            return new Template(
                    t.id(),
                    t.agent(),
                    t.description(),
                    walk.sets(SetKind.INSTANCE, t.instanceAttributes()),
                    walk.sets(SetKind.META, t.metaAttributes()),
                    walk.sets(SetKind.UTILIZATION, t.utilization()),
                    walk.operations(t.operations()));
        }
        throw new AssertionError("unhandled " + resource);
    }

    private Primitive primitive(Primitive p) {
        return walk.change()
                .primitive(new Primitive(
                        p.id(),
                        p.agent(),
                        p.template(),
                        p.description(),
                        walk.sets(SetKind.INSTANCE, p.instanceAttributes()),
                        walk.sets(SetKind.META, p.metaAttributes()),
                        walk.sets(SetKind.UTILIZATION, p.utilization()),
                        walk.operations(p.operations())));
    }
}
