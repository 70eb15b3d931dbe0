package io.systole.policy.input;

import io.systole.cib.value.Numbers;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import io.systole.policy.model.MultipleActive;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.QuorumPolicy;
import io.systole.policy.model.Requires;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the meta attributes of a resource into the flags and values that planning uses. */
public final class ResourceFlags {
    private ResourceFlags() {}

    static void apply(WorkingState state, PlanResource resource) {
        resource.priority = Scores.parseOr(resource.meta("priority"), 0);
        resource.critical = resource.meta("critical") == null || resource.metaTrue("critical");
        resource.notifies = resource.metaTrue("notify");
        resource.stickiness = Scores.parseOr(resource.meta("resource-stickiness"), 0);
        resource.unique = unique(resource);
        managed(state, resource);
        if (resource instanceof PlanPrimitive primitive) {
            primitive(state, primitive);
        }
        resource.requires = requires(state, resource);
        Role wish = targetRole(resource);
        if (wish != null) {
            resource.nextRole = wish;
        }
    }

    private static boolean unique(PlanResource resource) {
        if (!(resource.top() instanceof PlanClone)) {
            return true;
        }
        String unique = resource.meta("globally-unique");
        return unique != null ? Truth.isTrue(unique) : Numbers.atLeast(resource.meta("clone-node-max"), 0) > 1;
    }

    private static void managed(WorkingState state, PlanResource resource) {
        resource.managed = !state.options.maintenanceMode();
        String managed = resource.meta("is-managed");
        if (managed != null && !managed.equalsIgnoreCase("default")) {
            resource.managed = Truth.isTrue(managed);
        }
        if (resource.metaTrue("maintenance") || state.options.maintenanceMode()) {
            resource.managed = false;
            resource.maintenance = true;
        }
    }

    private static void primitive(WorkingState state, PlanPrimitive primitive) {
        primitive.multipleActive = multipleActive(primitive.meta("multiple-active"));
        String threshold = primitive.meta("migration-threshold");
        int value = Scores.parseOr(threshold, Scores.INFINITY);
        primitive.migrationThreshold = value < 0 ? Scores.INFINITY : value;
        primitive.failureTimeout = Duration.ofMillis(Spans.intervalOr(primitive.meta("failure-timeout"), 0));
        boolean guest = primitive.meta("container") != null;
        String migrate = primitive.meta("allow-migrate");
        primitive.allowMigrate = migrate != null ? Truth.isTrue(migrate) : primitive.isConnection() && !guest;
        primitive.migratable = primitive.allowMigrate;
        if (primitive.isConnection() && !guest) {
            String reconnect = state.parameters(primitive, null).get("reconnect_interval");
            if (reconnect != null) {
                primitive.reconnectInterval = Duration.ofMillis(Spans.intervalOr(reconnect, 0));
                primitive.failureTimeout = primitive.reconnectInterval;
            }
        }
    }

    /** What happens to a resource that is active on several nodes; anything unreadable is stop_start. */
    public static MultipleActive multipleActive(@Nullable String text) {
        String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "stop_only" -> MultipleActive.STOP_ONLY;
            case "block" -> MultipleActive.BLOCK;
            case "stop_unexpected" -> MultipleActive.STOP_UNEXPECTED;
            default -> MultipleActive.STOP_START;
        };
    }

    private static Requires requires(WorkingState state, PlanResource resource) {
        PlanPrimitive primitive = resource instanceof PlanPrimitive leaf ? leaf : null;
        boolean device = primitive != null && primitive.isFenceDevice();
        String text = resource.meta("requires");
        String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "nothing":
                return Requires.NOTHING;
            case "quorum":
                return Requires.QUORUM;
            case "fencing":
                return Requires.FENCING;
            case "unfencing":
                return device || !state.options.fencingEnabled() ? Requires.QUORUM : Requires.UNFENCING;
            default:
                break;
        }
        if (device || (primitive != null && primitive.isConnection())) {
            return Requires.QUORUM;
        }
        if (state.unfencingInUse) {
            return state.options.fencingEnabled() ? Requires.UNFENCING : Requires.QUORUM;
        }
        if (state.options.fencingEnabled()) {
            return Requires.FENCING;
        }
        return state.quorumPolicy == QuorumPolicy.IGNORE ? Requires.NOTHING : Requires.QUORUM;
    }

    /** The role that target-role asks for; null when it asks for nothing special. */
    public static @Nullable Role targetRole(PlanResource resource) {
        String text = resource.meta("target-role");
        if (text == null || text.equalsIgnoreCase("Started") || text.equalsIgnoreCase("default")) {
            return null;
        }
        Role role = Role.parse(text);
        if (role == Role.STOPPED) {
            return Role.STOPPED;
        }
        return role == Role.UNPROMOTED && resource.promotable() ? Role.UNPROMOTED : null;
    }
}
