package io.systole.policy.output;

import io.systole.policy.model.FailedOperation;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The line that shows one primitive: its name and agent, its state, its nodes and flags. */
final class PrimitiveLine {

    private final WorkingState state;
    private final boolean showPending;

    PrimitiveLine(WorkingState state, boolean showPending) {
        this.state = state;
        this.showPending = showPending;
    }

    String of(PlanPrimitive primitive) {
        return printable(primitive) + rest(primitive, primitive.currentNode());
    }

    /** Instances of anonymous clones are shown without their number. */
    static String printable(PlanResource resource) {
        return resource.unique ? resource.id : resource.configuredId;
    }

    /** All of the line after the name. */
    String rest(PlanPrimitive primitive, @Nullable PlanNode main) {
        PlanNode node = main;
        if (node == null) {
            node = primitive.pendingNode;
        }
        if (node == null) {
            node = primitive.lockNode;
        }
        boolean several = primitive.activeNodes.size() > 1;
        if (several) {
            node = null;
        }
        Role role = shownRole(primitive);
        StringBuilder line = new StringBuilder("\t(").append(agent(primitive)).append("):\t");
        if (primitive.removed) {
            line.append(" ORPHANED");
        }
        line.append(' ').append(stateText(primitive, role));
        if (node != null) {
            line.append(' ').append(node.name);
        }
        if (role == Role.STOPPED) {
            String probe = failedProbe(primitive, node);
            if (probe != null) {
                line.append(" (").append(probe).append(") ");
            }
        }
        List<String> flags = flags(primitive, node);
        if (!flags.isEmpty()) {
            line.append(" (").append(String.join(", ", flags)).append(')');
        }
        if (several) {
            if (primitive.config.description() != null) {
                line.append(" (").append(primitive.config.description()).append(')');
            }
            line.append(" [ ")
                    .append(primitive.activeNodes.stream()
                            .map(each -> each.name)
                            .collect(Collectors.joining(" ")))
                    .append(" ]");
        }
        return line.toString();
    }

    static String agent(PlanPrimitive primitive) {
        String provider = primitive.agent.provider();
        return known(primitive.agent.resourceClass())
                + (provider == null ? ":" : ":" + provider + ":")
                + known(primitive.agent.type());
    }

    /** A removed resource whose history does not name its agent. */
    private static String known(String part) {
        return part.isEmpty() ? "unknown" : part;
    }

    static Role shownRole(PlanPrimitive primitive) {
        return primitive.currentRole == Role.STARTED && primitive.promotable()
                ? Role.UNPROMOTED
                : primitive.currentRole;
    }

    private String stateText(PlanPrimitive primitive, Role role) {
        if (primitive.failed) {
            return role.above(Role.UNPROMOTED) ? "FAILED " + role.text() : "FAILED";
        }
        return shownState(primitive);
    }

    /** The role, or what is under way. */
    String shownState(PlanPrimitive primitive) {
        String task = pending(primitive);
        String underWay = task == null ? null : underWay(task);
        return underWay == null ? shownRole(primitive).text() : underWay;
    }

    /** The word for an operation in flight; null for one that does not change the state. */
    static @Nullable String underWay(String task) {
        return switch (task) {
            case "start" -> "Starting";
            case "stop" -> "Stopping";
            case "migrate_to", "migrate_from" -> "Migrating";
            case "promote" -> "Promoting";
            case "demote" -> "Demoting";
            default -> null;
        };
    }

    @Nullable
    String pending(PlanPrimitive primitive) {
        return showPending ? primitive.pendingTask : null;
    }

    private List<String> flags(PlanPrimitive primitive, @Nullable PlanNode node) {
        List<String> flags = new ArrayList<>();
        if (node != null && !node.online && node.unclean) {
            flags.add("UNCLEAN");
        }
        if (node != null && node == primitive.lockNode) {
            flags.add("LOCKED");
        }
        if ("monitor".equals(pending(primitive))) {
            flags.add("Monitoring");
        }
        String targetRole = primitive.meta("target-role");
        Role target = Role.parse(targetRole);
        if (target == Role.STOPPED) {
            flags.add("disabled");
        } else if (target == Role.UNPROMOTED && primitive.promotable()) {
            flags.add("target-role:" + targetRole);
        }
        if (primitive.blocked) {
            flags.add("blocked");
        } else if (primitive.maintenance) {
            flags.add("maintenance");
        } else if (!primitive.managed) {
            flags.add("unmanaged");
        }
        if (primitive.ignoreFailure) {
            flags.add("failure ignored");
        }
        return flags;
    }

    /** What a probe found where the resource cannot run: not installed, or wrongly configured. */
    @Nullable
    String failedProbe(PlanPrimitive primitive, @Nullable PlanNode node) {
        for (FailedOperation failed : state.failedOperations) {
            HistoryEntry entry = HistoryEntry.of(failed.entry());
            if (!masked(entry) || !entry.key().equals(base(primitive) + "_monitor_0")) {
                continue;
            }
            String onNode = failed.entry().onNode();
            if (onNode != null && (node == null || onNode.equalsIgnoreCase(node.name))) {
                return ExitCodes.text(entry.rc());
            }
        }
        return null;
    }

    /** A probe that found that the resource cannot run there: it is shown with the resource, not as a failure. */
    static boolean masked(HistoryEntry entry) {
        return entry.probe() && (entry.rc() == 5 || entry.rc() == 2 || entry.status() == 7);
    }

    private static String base(PlanPrimitive primitive) {
        return primitive.unique ? primitive.id : primitive.configuredId;
    }

    /** Whether a resource is disabled by its target role. */
    static boolean disabled(PlanResource resource) {
        Role target = Role.parse(resource.meta("target-role"));
        return target == Role.STOPPED || (target == Role.UNPROMOTED && resource.promotable());
    }
}
