package io.systole.cib.acl;

import io.systole.cib.AclPermission;
import io.systole.cib.Acls;
import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.PropertySet;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import io.systole.cib.tree.XPathSearch;
import io.systole.cib.tree.XPathSearch.BadXPath;
import io.systole.cib.value.Truth;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one user may read and write, by the access control lists of one configuration, as Pacemaker Explained describes
 * them: without the option enable-acl everything; with it nothing but what a permission of one of the user's roles
 * selects; of several the one of the deepest element counts, and for the same element deny before write before read.
 * The superuser may do everything. Where this is stricter than Pacemaker is in ADR 0024.
 */
public final class AccessControl {
    private static final String FIRST = "cib-bootstrap-options";

    private final Subject subject;
    /** Null where nothing is restricted. */
    private final @Nullable List<Permission> permissions;

    private AccessControl(Subject subject, @Nullable List<Permission> permissions) {
        this.subject = subject;
        this.permissions = permissions;
    }

    public static AccessControl of(Configuration configuration, Subject subject) {
        return subject.superuser() || !isEnabled(configuration)
                ? new AccessControl(subject, null)
                : new AccessControl(subject, permissions(configuration.acls(), subject));
    }

    /** Whether the configuration restricts anybody. Rules of property sets are left aside: they depend on the moment. */
    public static boolean isEnabled(Configuration configuration) {
        var sets = new ArrayList<PropertySet>(configuration.crmConfig());
        sets.sort((one, other) -> Boolean.compare(!FIRST.equals(one.id()), !FIRST.equals(other.id())));
        return sets.stream()
                .flatMap(set -> set.pairs().stream())
                .filter(pair -> "enable-acl".equals(pair.name()))
                .findFirst()
                .map(pair -> Truth.isTrue(pair.value()))
                .orElse(false);
    }

    /** The roles that a user has, by itself and by its groups. */
    public static List<String> rolesOf(Acls acls, Subject subject) {
        Set<String> roles = new LinkedHashSet<>();
        acls.targets().stream()
                .filter(target -> subject.user().equals(target.name() == null ? target.id() : target.name()))
                .forEach(target -> roles.addAll(target.roles()));
        acls.groups().stream()
                .filter(group -> subject.groups().contains(group.name() == null ? group.id() : group.name()))
                .forEach(group -> roles.addAll(group.roles()));
        return List.copyOf(roles);
    }

    private static List<Permission> permissions(Acls acls, Subject subject) {
        List<String> roles = rolesOf(acls, subject);
        return acls.roles().stream()
                .filter(role -> roles.contains(role.id()))
                .flatMap(role -> role.permissions().stream().map(permission -> Permission.of(permission, role.id())))
                .toList();
    }

    /** What is wrong with the XPath of a permission; empty when it can be evaluated. */
    public static Optional<String> unusable(AclPermission permission) {
        try {
            new XPathSearch(Element.empty("cib")).elements(Permission.xpath(permission));
            return Optional.empty();
        } catch (BadXPath e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    public Subject subject() {
        return subject;
    }

    /** Whether the user may do everything. */
    public boolean isUnrestricted() {
        return permissions == null;
    }

    /**
     * The part of a CIB that the user may read: elements that it may read with all their attributes, and above them those
     * that it may not read with their ids alone. Empty when there is nothing.
     */
    public Optional<Element> readable(Element cib) {
        return permissions == null ? Optional.of(cib) : seen(cib).map(Sight::tree);
    }

    /** The same of a CIB that was understood, with what of it can be understood. */
    public UserSight sight(Cib cib) {
        if (permissions == null) {
            return UserSight.ofAll(cib);
        }
        var whole = tree(cib);
        return UserSight.of(cib, whole, readable(whole));
    }

    /** The same, with where everything comes from. */
    private Optional<Sight> seen(Element cib) {
        return Sight.of(cib, Marks.of(permissions == null ? List.of() : permissions, cib));
    }

    /**
     * The edit as it is to be applied to the whole CIB, after it was tried on what the user may read: what it selects
     * cannot depend on what is hidden, and so does not tell anything of it.
     */
    public EditSight sight(Element cib, TreeEdit edit) {
        if (permissions == null) {
            return new EditSight(edit, null);
        }
        var seen = seen(cib);
        if (seen.isEmpty()) {
            return new EditSight(edit, new WriteCheck(subject, Marks.of(List.of(), cib)).ofNothingSeen());
        }
        if (TreeEdits.apply(seen.get().tree(), edit) instanceof TreeResult.Refused refused) {
            return new EditSight(edit, refused.fault());
        }
        String xpath = edit.xpath();
        return xpath == null || edit.operation() == TreeEdit.Operation.PATCH
                ? new EditSight(edit, null)
                : new EditSight(
                        new TreeEdit(edit.operation(), edit.scope(), seen.get().inWhole(xpath), edit.xml()), null);
    }

    /** What an edit means for the whole CIB, or why it means nothing. */
    public record EditSight(TreeEdit edit, @Nullable CibFault fault) {}

    /** Why the user may not write the elements that an XPath selects; empty when it may write each of them. */
    public List<CibFault> refusals(Element cib, String xpath) {
        return permissions == null
                ? List.of()
                : new WriteCheck(subject, Marks.of(permissions, cib)).ofWriting(cib, xpath);
    }

    /** The same for a CIB that was understood. */
    public List<CibFault> refusals(Cib cib, String xpath) {
        return permissions == null ? List.of() : refusals(tree(cib), xpath);
    }

    /**
     * The same for two CIBs.
     *
     * @param version whether the change sets the version to other than the next, which is a change of the CIB's element
     */
    public List<CibFault> refusals(Cib before, Cib after, boolean version) {
        if (permissions == null) {
            return List.of();
        }
        var old = tree(before);
        var faults = new ArrayList<CibFault>(version ? refusals(old, "/cib") : List.of());
        refusals(old, tree(after)).stream()
                .filter(fault -> !faults.contains(fault))
                .forEach(faults::add);
        return List.copyOf(faults);
    }

    private static Element tree(Cib cib) {
        return ElementXml.read(CibXml.write(cib))
                .element()
                .orElseThrow(() -> new IllegalStateException("the CIB cannot be read again"));
    }

    /**
     * Why the user may not change the one CIB to the other: one fault for each element that is created, changed, moved or
     * deleted and may not be written. The version and what the writer notes in the header are left aside.
     */
    public List<CibFault> refusals(Element before, Element after) {
        if (permissions == null) {
            return List.of();
        }
        return new WriteCheck(subject, Marks.of(permissions, before))
                .ofChange(before, after, Marks.of(permissions, after));
    }
}
