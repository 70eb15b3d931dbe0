package io.systole.cib.check;

import io.systole.cib.AclPermission;
import io.systole.cib.AclRole;
import io.systole.cib.Acls;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds access control lists that do not say what their author means: roles that are not there, permissions for nothing. */
final class AccessFaults {
    private final CibReading reading;
    private final List<CibFault> faults = new ArrayList<>();

    private AccessFaults(CibReading reading) {
        this.reading = reading;
    }

    static List<CibFault> of(CibReading reading, Acls acls) {
        var check = new AccessFaults(reading);
        var known = acls.roles().stream().map(AclRole::id).toList();
        acls.targets().forEach(target -> check.roles("acl_target", target.id(), target.roles(), known));
        acls.groups().forEach(group -> check.roles("acl_group", group.id(), group.roles(), known));
        acls.roles().forEach(role -> role.permissions().forEach(check::permission));
        return check.faults;
    }

    private void roles(String element, String id, List<String> roles, List<String> known) {
        roles.stream()
                .filter(role -> !known.contains(role))
                .forEach(role -> fault(
                        CibFault.Kind.REFERENCE,
                        id,
                        element,
                        "role id=\"" + role + "\" in " + id,
                        "the id of an <acl_role>",
                        "correct the name, or add the role; until then it gives no permission"));
    }

    private void permission(AclPermission permission) {
        long selectors = Stream.of(permission.xpath(), permission.reference(), permission.objectType())
                .filter(Objects::nonNull)
                .count();
        if (selectors != 1) {
            fault(
                    CibFault.Kind.VALUE,
                    permission.id(),
                    "acl_permission",
                    selectors + " of xpath, reference and object-type in " + permission.id(),
                    "exactly one of them",
                    "split it into one permission for each");
        } else if (permission.attribute() != null && permission.objectType() == null) {
            fault(
                    CibFault.Kind.VALUE,
                    permission.id(),
                    "acl_permission",
                    "attribute without object-type in " + permission.id(),
                    "attribute together with object-type alone",
                    "remove it, or write an xpath");
        }
        AccessControl.unusable(permission)
                .ifPresent(why -> fault(
                        CibFault.Kind.VALUE,
                        permission.id(),
                        "acl_permission",
                        why + " in " + permission.id(),
                        "an XPath 1.0 expression that selects elements",
                        "mend it; while a denial is unusable nothing is permitted to those who have it"));
        String reference = permission.reference();
        if (reference != null && !reading.lineOfId().containsKey(reference)) {
            fault(
                    CibFault.Kind.REFERENCE,
                    permission.id(),
                    "acl_permission",
                    "reference=\"" + reference + "\" in " + permission.id(),
                    "the id of an element",
                    "correct it, or remove the permission");
        }
    }

    private void fault(CibFault.Kind kind, String id, String element, String found, String expected, String advice) {
        faults.add(new CibFault(kind, reading.lineOf(id), element, found, expected, advice));
    }
}
