package io.systole.runtime.node;

import io.systole.cib.Acls;
import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.PropertySet;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.acl.AccessGrant;
import io.systole.cib.acl.Subject;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.http.AccessDoor;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Grants access to users and takes it away, by changes of the CIB; that is the superuser's alone. */
final class AccessDesk implements AccessDoor {
    private static final String OPTION = "enable-acl";

    private final Subject subject;
    private final Supplier<CompletionStage<Cib>> cib;
    private final Function<TreeEdit, CompletionStage<Outcome>> change;
    private final Executor executor;

    AccessDesk(
            Subject subject,
            Supplier<CompletionStage<Cib>> cib,
            Function<TreeEdit, CompletionStage<Outcome>> change,
            Executor executor) {
        this.subject = subject;
        this.cib = cib;
        this.change = change;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Identity> identity(boolean rights) {
        return cib.get()
                .thenApplyAsync(
                        found -> new Identity(
                                subject.user(),
                                subject.groups(),
                                AccessControl.rolesOf(found.configuration().acls(), subject),
                                subject.superuser(),
                                !AccessControl.of(found.configuration(), subject)
                                        .isUnrestricted(),
                                rights ? UserRights.of(found, subject) : null),
                        executor);
    }

    /** A user sees its own grant, the superuser all. */
    @Override
    public CompletionStage<List<Granted>> granted() {
        return cib.get().thenApply(found -> {
            Acls acls = found.configuration().acls();
            return AccessGrant.of(found.configuration()).stream()
                    .filter(grant -> subject.superuser() || grant.user().equals(subject.user()))
                    .map(grant -> new Granted(
                            grant.user(),
                            grant.groups(),
                            AccessControl.rolesOf(acls, new Subject(grant.user(), grant.groups(), false)),
                            grant.at()))
                    .toList();
        });
    }

    @Override
    public CompletionStage<Outcome> grant(String user, List<String> groups, List<String> roles, boolean enable) {
        if (!subject.superuser()) {
            return forbidden("granting access");
        }
        if (!isName(user) || Subject.isSuperuserName(user)) {
            return refused("the user", user, "must be a name of letters, digits, . _ - and no superuser's");
        }
        for (var name : groups) {
            if (!isName(name)) {
                return refused("the group", name, "must be a name of letters, digits, . _ -");
            }
        }
        return cib.get().thenCompose(found -> {
            Configuration configuration = found.configuration();
            boolean ready = roles.stream().anyMatch(role -> ReadyRole.of(role).isPresent());
            if (ready && !enable && !AccessControl.isEnabled(configuration)) {
                return CompletableFuture.completedStage(Outcome.Refused.because(
                        "the role " + String.join(", ", roles),
                        "would bind nobody: the cluster option enable-acl is not true, so every user may do everything",
                        "access control lists that are on",
                        "grant with --enable-acl: it switches them on for all users, so those who have no role may then do"
                                + " nothing"));
            }
            return grant(found, user, groups, roles, enable);
        });
    }

    private CompletionStage<Outcome> grant(
            Cib before, String user, List<String> groups, List<String> roles, boolean enable) {
        var token = AccessFile.newToken();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var grant = new AccessGrant(user, groups, AccessGrant.hash(token), now);
        var edit = new TreeEdit(
                Operation.MODIFY,
                null,
                null,
                ElementXml.write(configuration(before.configuration(), grant, roles, enable)));
        List<String> replaced = replaced(before.configuration().acls(), user, roles);
        return change.apply(replaced.isEmpty() ? edit : without(before, edit, user, replaced))
                .thenApply(outcome -> outcome instanceof Outcome.Done ? new Outcome.Done(token + "\n") : outcome);
    }

    /** The ready-made roles that a user has by itself and that another one is granted instead of: each is all that one may do. */
    private static List<String> replaced(Acls acls, String user, List<String> roles) {
        return roles.stream().noneMatch(role -> ReadyRole.of(role).isPresent())
                ? List.of()
                : acls.targets().stream()
                        .filter(target -> user.equals(target.id()))
                        .flatMap(target -> target.roles().stream())
                        .filter(role -> ReadyRole.of(role).isPresent() && !roles.contains(role))
                        .distinct()
                        .toList();
    }

    /** The edit and the end of those roles of the user as one change. */
    private static TreeEdit without(Cib before, TreeEdit edit, String user, List<String> roles) {
        var old = CibPatch.element(before);
        var after = changed(old, edit);
        for (String role : roles) {
            String xpath = "/cib/configuration/acls/acl_target[@id='" + user + "']/role[@id='" + role + "']";
            after = changed(after, new TreeEdit(Operation.DELETE_ALL, null, xpath, null));
        }
        return new TreeEdit(Operation.PATCH, null, null, ElementXml.write(CibPatch.between(old, after)));
    }

    private static Element changed(Element cib, TreeEdit edit) {
        if (TreeEdits.apply(cib, edit) instanceof TreeResult.Changed changed) {
            return changed.cib();
        }
        throw new IllegalStateException("the edit of a grant does not fit: " + edit);
    }

    @Override
    public CompletionStage<Outcome> revoke(String user) {
        if (!subject.superuser()) {
            return forbidden("revoking access");
        }
        if (!isName(user)) {
            return refused("the user", user, "must be a name of letters, digits, . _ -");
        }
        return cib.get()
                .thenCompose(found -> AccessGrant.of(found.configuration()).stream()
                                .noneMatch(grant -> grant.user().equals(user))
                        ? refused("the user", user, "must be one that was granted access")
                        : change.apply(new TreeEdit(
                                Operation.DELETE,
                                null,
                                "//cluster_property_set[@id='" + AccessGrant.SET + "']/nvpair[@id='"
                                        + AccessGrant.property(user) + "']",
                                null)));
    }

    private static Element configuration(Configuration before, AccessGrant grant, List<String> roles, boolean enable) {
        var property = AccessGrant.property(grant.user());
        var pair = element("nvpair", Map.of("id", property, "name", property, "value", grant.value()), List.of());
        var set = element("cluster_property_set", Map.of("id", AccessGrant.SET), List.of(pair));
        var sets = new ArrayList<>(List.of(set));
        if (enable && !AccessControl.isEnabled(before)) {
            sets.add(enabling(before));
        }
        var sections = new ArrayList<>(List.of(element("crm_config", Map.of(), sets)));
        if (!roles.isEmpty()) {
            var target = element(
                    "acl_target",
                    Map.of("id", grant.user()),
                    roles.stream()
                            .map(role -> element("role", Map.of("id", role), List.of()))
                            .toList());
            var acls = new ArrayList<Element>();
            for (String role : roles) {
                boolean isThere = before.acls().roles().stream().anyMatch(known -> role.equals(known.id()));
                if (!isThere) {
                    ReadyRole.of(role).map(ReadyRole::element).ifPresent(acls::add);
                }
            }
            acls.add(target);
            sections.add(element("acls", Map.of(), acls));
        }
        return element("configuration", Map.of(), sections);
    }

    /** In the set that has the option already, if there is one. */
    private static Element enabling(Configuration before) {
        var of = before.crmConfig().stream()
                .filter(set -> set.pairs().stream().anyMatch(pair -> OPTION.equals(pair.name())))
                .findFirst();
        String set = of.map(PropertySet::id).orElse("cib-bootstrap-options");
        String id = of.flatMap(known -> known.pairs().stream()
                        .filter(pair -> OPTION.equals(pair.name()))
                        .findFirst())
                .map(pair -> String.valueOf(pair.id()))
                .orElse(set + "-" + OPTION);
        var pair = element("nvpair", Map.of("id", id, "name", OPTION, "value", "true"), List.of());
        return element("cluster_property_set", Map.of("id", set), List.of(pair));
    }

    private static Element element(String name, Map<String, String> attributes, List<Element> children) {
        return new Element(name, new TreeMap<>(attributes), children);
    }

    private static boolean isName(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9._-]{0,63}");
    }

    private static CompletionStage<Outcome> refused(String where, String found, String expected) {
        return CompletableFuture.completedStage(
                Outcome.Refused.because(where, found, expected, "`systole access list` shows who has access"));
    }

    private CompletionStage<Outcome> forbidden(String what) {
        return CompletableFuture.completedStage(new Outcome.Forbidden(List.of(
                new Fault(what, "was asked for by " + subject, "is the superuser's alone", "ask who runs the node"))));
    }
}
