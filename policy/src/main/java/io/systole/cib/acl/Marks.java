package io.systole.cib.acl;

import io.systole.cib.acl.Permission.Kind;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.Place;
import io.systole.cib.tree.XPathSearch;
import io.systole.cib.tree.XPathSearch.BadXPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which permission marks which element of a tree; an element without a mark has that of its parent. */
final class Marks {
    private final Map<Place, Permission> marks;

    private Marks(Map<Place, Permission> marks) {
        this.marks = marks;
    }

    /** Where a denial cannot be evaluated nothing is permitted: what it was to protect is not known. */
    static Marks of(List<Permission> permissions, Element root) {
        var search = new XPathSearch(root);
        var marks = new HashMap<Place, Permission>();
        for (var permission : permissions) {
            try {
                search.elements(permission.xpath()).forEach(place -> marks.merge(place, permission, Marks::stronger));
            } catch (BadXPath e) {
                if (permission.kind() == Kind.DENY) {
                    return new Marks(Map.of());
                }
            }
        }
        return new Marks(marks);
    }

    private static Permission stronger(Permission one, Permission other) {
        return other.kind().compareTo(one.kind()) > 0 ? other : one;
    }

    /** The permission that counts for the element at a place whose parent has that other one; null for none at all. */
    @Nullable
    Permission at(Place place, @Nullable Permission ofParent) {
        return marks.getOrDefault(place, ofParent);
    }

    static boolean permitsReading(@Nullable Permission permission) {
        return permission != null && permission.kind() != Kind.DENY;
    }

    static boolean permitsWriting(@Nullable Permission permission) {
        return permission != null && permission.kind() == Kind.WRITE;
    }
}
