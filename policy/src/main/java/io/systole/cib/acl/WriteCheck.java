package io.systole.cib.acl;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.Place;
import io.systole.cib.tree.XPathSearch;
import io.systole.cib.tree.XPathSearch.BadXPath;
import io.systole.cib.xml.CibFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a change by the elements that it touches. What was there must be writable as it was, and what is there
 * afterwards as it is, so that nobody turns an element into one that is another's. The one exception are enclosing
 * elements with nothing but an id, which may be created around something that may.
 */
final class WriteCheck {
    /** The access that was granted to users: whoever could write it could be anybody. */
    static final String PROTECTED_SET = "systole-access";

    private static final Permission PROTECTED =
            new Permission(Permission.Kind.READ, "", "what is granted with `systole access` is the superuser's alone");

    /** What the writer itself notes in the header. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "epoch",
            "num_updates",
            "crm_feature_set",
            "have-quorum",
            "dc-uuid",
            "cib-last-written",
            "update-origin",
            "update-client",
            "update-user",
            "execution-date",
            "no-quorum-panic",
            "remote-tls-port",
            "remote-clear-port");

    private final Subject subject;
    private final Marks before;
    private final List<CibFault> faults = new ArrayList<>();

    WriteCheck(Subject subject, Marks before) {
        this.subject = subject;
        this.before = before;
    }

    /** An element with its place and the permission that counts for it. */
    private record Spot(
            Element element, Place place, @Nullable Permission permission) {
        static Spot root(Element element, Marks marks) {
            return new Spot(element, Place.ROOT, marks.at(Place.ROOT, null));
        }

        List<Spot> children(Marks marks) {
            var children = new ArrayList<Spot>();
            for (int i = 0; i < element.children().size(); i++) {
                var child = element.children().get(i);
                var at = place.child(i);
                var isProtected = PROTECTED.equals(permission) || PROTECTED_SET.equals(child.id());
                children.add(new Spot(child, at, isProtected ? PROTECTED : marks.at(at, permission)));
            }
            return children;
        }

        boolean isWritable() {
            return Marks.permitsWriting(permission);
        }
    }

    List<CibFault> ofWriting(Element cib, String xpath) {
        try {
            var wanted = Set.copyOf(new XPathSearch(cib).elements(xpath));
            require(Spot.root(cib, before), wanted);
        } catch (BadXPath e) {
            throw new IllegalArgumentException(e);
        }
        return List.copyOf(faults);
    }

    /** The fault of a user to whom the CIB is not there. */
    CibFault ofNothingSeen() {
        writable(Spot.root(Element.empty("cib"), before), "a change");
        return faults.get(0);
    }

    private void require(Spot spot, Set<Place> wanted) {
        if (wanted.contains(spot.place())) {
            writable(spot, "a change");
        }
        spot.children(before).forEach(child -> require(child, wanted));
    }

    List<CibFault> ofChange(Element old, Element changed, Marks after) {
        compare(Spot.root(old, before), Spot.root(changed, after), after);
        return List.copyOf(faults);
    }

    private void compare(Spot old, Spot changed, Marks after) {
        if (old.element().equals(changed.element())) {
            return;
        }
        var attributes = differing(old.element(), changed.element());
        var wish = "a change of " + String.join(", ", attributes);
        if (!attributes.isEmpty() && writable(old, wish)) {
            writable(changed, wish);
        }
        var left = new ArrayList<>(changed.children(after));
        var kept = new ArrayList<Spot>();
        var matched = new ArrayList<Spot>();
        for (var child : old.children(before)) {
            var same = left.stream()
                    .filter(candidate -> candidate.element().isSameAs(child.element()))
                    .findFirst();
            if (same.isEmpty()) {
                deleted(child);
            } else {
                left.remove(same.get());
                kept.add(child);
                matched.add(same.get());
                compare(child, same.get(), after);
            }
        }
        moved(kept, matched);
        left.forEach(child -> created(child, after));
    }

    private static List<String> differing(Element old, Element changed) {
        return Stream.concat(old.attributes().keySet().stream(), changed.attributes().keySet().stream())
                .distinct()
                .sorted()
                .filter(name -> !name.equals("id"))
                .filter(name -> !old.name().equals("cib") || !BOOKKEEPING.contains(name))
                .filter(name -> !Objects.equals(old.attribute(name), changed.attribute(name)))
                .toList();
    }

    /** Those that may not be written must come one after the other as before; the others may move among them. */
    private void moved(List<Spot> kept, List<Spot> matched) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < kept.size(); i++) {
            if (!kept.get(i).isWritable()) {
                places.add(i);
            }
        }
        var inNewOrder = new ArrayList<>(places);
        inNewOrder.sort(Comparator.comparing(i -> last(matched.get(i).place())));
        for (int i = 0; i < places.size(); i++) {
            if (!places.get(i).equals(inNewOrder.get(i))) {
                writable(kept.get(inNewOrder.get(i)), "a move");
                return;
            }
        }
    }

    private static int last(Place place) {
        return place.indexes().get(place.indexes().size() - 1);
    }

    private void deleted(Spot spot) {
        if (writable(spot, "the removal")) {
            spot.children(before).forEach(this::deleted);
        }
    }

    private void created(Spot spot, Marks after) {
        var children = spot.children(after);
        if (!spot.isWritable() && !(isScaffolding(spot) && holdsWritable(children, after))) {
            writable(spot, "the creation");
            return;
        }
        children.forEach(child -> created(child, after));
    }

    private static boolean isScaffolding(Spot spot) {
        return !PROTECTED.equals(spot.permission())
                && Set.of("id").containsAll(spot.element().attributes().keySet());
    }

    private static boolean holdsWritable(List<Spot> spots, Marks after) {
        return spots.stream().anyMatch(spot -> spot.isWritable() || holdsWritable(spot.children(after), after));
    }

    /** Notes a fault unless the user may write the element. The message has no values: they may be secret. */
    private boolean writable(Spot spot, String change) {
        if (spot.isWritable()) {
            return true;
        }
        var id = spot.element().id();
        var name = spot.element().name();
        var permission = spot.permission();
        faults.add(new CibFault(
                CibFault.Kind.ACCESS,
                0,
                name,
                change + " of <" + name + (id == null ? "" : " id=\"" + id + "\"") + "> by " + subject.user(),
                "a permission to write it, but "
                        + (permission == null ? "no permission of this user's roles is for it" : permission.origin()),
                "ask the administrator for a role that may write it"));
        return false;
    }
}
