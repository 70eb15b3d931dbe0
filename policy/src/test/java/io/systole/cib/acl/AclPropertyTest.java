package io.systole.cib.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.AclPermission;
import io.systole.cib.AclRole;
import io.systole.cib.AclTarget;
import io.systole.cib.Acls;
import io.systole.cib.Configuration;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random trees and permissions, judged by the rule as it is told: look upwards for the first element that is meant. */
class AclPropertyTest {
    private static final int RUNS = 400;
    private static final Subject ALICE = Subject.of("alice", List.of());

    /** A tree in which every attribute has a value of its own, with the permissions of alice. */
    private static final class World {
        private final Random random;
        private final Map<String, String> kindById = new HashMap<>();
        private final List<Element> path = new ArrayList<>();
        private final List<AclPermission> permissions = new ArrayList<>();
        private int next;

        World(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                String kind = List.of("read", "write", "deny").get(random.nextInt(3));
                String id = "e" + random.nextInt(30);
                permissions.add(new AclPermission("p" + i, kind, null, id, null, null, null));
                kindById.merge(id, kind, World::stronger);
            }
        }

        private static String stronger(String one, String other) {
            List<String> order = List.of("read", "write", "deny");
            return order.indexOf(one) > order.indexOf(other) ? one : other;
        }

        Element tree(int depth) {
            var attributes = new TreeMap<String, String>();
            int number = next++;
            attributes.put("id", "e" + number);
            attributes.put("value", "secret" + number + ";");
            var children = new ArrayList<Element>();
            int count = depth == 0 ? 0 : random.nextInt(4);
            for (int i = 0; i < count; i++) {
                children.add(tree(depth - 1));
            }
            return new Element("nvpair", attributes, children);
        }

        AccessControl access() {
            var acls = new Acls(
                    List.of(new AclTarget("alice", null, List.of("r"))),
                    List.of(),
                    List.of(new AclRole("r", null, permissions)));
            var none = Configuration.empty();
            var options = PropertySet.of("cib-bootstrap-options", List.of(new NvPair("o", null, "enable-acl", "true")));
            return AccessControl.of(
                    new Configuration(
                            List.of(options),
                            none.nodes(),
                            none.resources(),
                            none.constraints(),
                            none.rscDefaults(),
                            none.opDefaults(),
                            none.fencingTopology(),
                            none.tags(),
                            none.alerts(),
                            acls),
                    ALICE);
        }

        /** Tells each element with what is permitted: read, write, deny or none. */
        void each(Element element, Judge judge) {
            path.add(element);
            String kind = "none";
            for (int i = path.size() - 1; i >= 0 && kind.equals("none"); i--) {
                kind = kindById.getOrDefault(String.valueOf(path.get(i).id()), "none");
            }
            judge.judge(element, kind);
            element.children().forEach(child -> each(child, judge));
            path.remove(path.size() - 1);
        }
    }

    private interface Judge {
        void judge(Element element, String kind);
    }

    @Test
    void whatIsShownHasTheValuesThatMayBeReadAndNoOthers() {
        for (int seed = 0; seed < RUNS; seed++) {
            var world = new World(seed);
            var tree = world.tree(4);

            String shown = world.access().readable(tree).map(ElementXml::write).orElse("");

            String what = "seed " + seed;
            world.each(
                    tree,
                    (element, kind) -> assertThat(shown.contains(String.valueOf(element.attribute("value"))))
                            .as(what + " " + element.id())
                            .isEqualTo(kind.equals("read") || kind.equals("write")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"change", "removal"})
    void whatMayNotBeWrittenIsRefusedByName(String how) {
        for (int seed = 0; seed < RUNS; seed++) {
            var world = new World(seed);
            var tree = world.tree(4);
            var access = world.access();
            String what = how + ", seed " + seed;

            world.each(tree, (element, kind) -> {
                var changed = how.equals("change") ? changed(tree, element) : without(tree, element);
                List<CibFault> faults = access.refusals(tree, changed);
                boolean refused = faults.stream()
                        .anyMatch(fault -> fault.found().contains("<nvpair id=\"" + element.id() + "\">"));
                // what may be written itself may still hold what may not be removed
                if (!kind.equals("write") && !tree.equals(changed)) {
                    assertThat(refused).as(what + " " + element.id()).isTrue();
                    assertThat(faults).allMatch(fault -> fault.kind() == CibFault.Kind.ACCESS);
                } else {
                    assertThat(refused).as(what + " " + element.id()).isFalse();
                }
            });
        }
    }

    private static Element changed(Element tree, Element wanted) {
        Map<String, String> other = new HashMap<>();
        other.put("value", "other");
        return tree.equals(wanted)
                ? tree.with(other)
                : tree.containing(tree.children().stream()
                        .map(child -> changed(child, wanted))
                        .toList());
    }

    private static Element without(Element tree, Element wanted) {
        return tree.containing(tree.children().stream()
                .filter(child -> !Objects.equals(child.id(), wanted.id()))
                .map(child -> without(child, wanted))
                .toList());
    }
}
