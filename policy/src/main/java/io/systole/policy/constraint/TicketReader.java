package io.systole.policy.constraint;

import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Ticket;
import io.systole.policy.action.FenceRequests;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.PlanTicket;
import io.systole.policy.model.Preference;
import io.systole.policy.model.Role;
import io.systole.policy.model.TicketWish;
import io.systole.policy.model.TicketWish.LossPolicy;
import io.systole.policy.model.WorkingState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads ticket constraints and acts on those whose ticket is missing. */
final class TicketReader {
    private final WorkingState state;
    private final Referents referents;
    private final FenceRequests fences;

    TicketReader(WorkingState state, Referents referents, FenceRequests fences) {
        this.state = state;
        this.referents = referents;
        this.fences = fences;
    }

    void read(Ticket constraint) {
        PlanTicket ticket = state.tickets.computeIfAbsent(constraint.ticket(), PlanTicket::new);
        if (!constraint.sets().isEmpty()) {
            readSets(constraint, ticket, referents.expand(constraint.sets()));
            return;
        }
        List<String> members = referents.members(constraint.rsc());
        if (members != null) {
            readSets(constraint, ticket, List.of(Referents.set(members, constraint.rscRole(), null)));
        } else {
            create(constraint, ticket, referents.resource(constraint.rsc()), constraint.rscRole());
        }
    }

    /** Reads set by set; a resource that is unknown ends the constraint, what came before it holds. */
    private void readSets(Ticket constraint, PlanTicket ticket, List<ResourceSet> sets) {
        for (ResourceSet set : sets) {
            for (ResourceId id : set.resources()) {
                PlanResource resource = referents.resource(id);
                if (resource == null) {
                    return;
                }
                create(constraint, ticket, resource, set.role());
            }
        }
    }

    private void create(
            Ticket constraint, PlanTicket ticket, @Nullable PlanResource resource, @Nullable String roleText) {
        Role parsed = roleText == null ? Role.UNKNOWN : Role.parse(roleText);
        if (resource == null || parsed == null) {
            return;
        }
        Role role = parsed == Role.STARTED ? Role.UNKNOWN : parsed;
        TicketWish wish =
                new TicketWish(constraint.id(), resource, ticket, role, lossPolicy(constraint.lossPolicy(), role));
        resource.tickets.add(wish);
        if (!ticket.granted || ticket.standby) {
            resource.leaves().forEach(leaf -> apply(wish, leaf));
        }
    }

    private LossPolicy lossPolicy(@Nullable String text, Role role) {
        String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "fence" -> state.options.fencingEnabled() ? LossPolicy.FENCE : LossPolicy.STOP;
            case "freeze" -> LossPolicy.FREEZE;
            case "demote" -> LossPolicy.DEMOTE;
            case "stop" -> LossPolicy.STOP;
            default -> role == Role.PROMOTED ? LossPolicy.DEMOTE : LossPolicy.STOP;
        };
    }

    private void apply(TicketWish wish, PlanPrimitive resource) {
        String source = "ticket " + wish.ticket().id;
        boolean roleConcerned = wish.role() == Role.UNKNOWN || wish.role() == resource.currentRole;
        if (wish.ticket().granted || resource.activeNodes.isEmpty()) {
            if (wish.role() != Role.PROMOTED || wish.lossPolicy() == LossPolicy.STOP) {
                Preference.banEverywhere(state, resource, source);
            }
            return;
        }
        switch (wish.lossPolicy()) {
            case STOP -> Preference.banEverywhere(state, resource, source);
            case DEMOTE -> {
                if (wish.role() != Role.PROMOTED) {
                    Preference.banEverywhere(state, resource, source);
                }
            }
            case FENCE -> {
                if (roleConcerned) {
                    Preference.banEverywhere(state, resource, source);
                    for (PlanNode node : resource.activeNodes) {
                        fences.request(node, "deadman ticket was lost", false);
                    }
                }
            }
            case FREEZE -> {
                if (roleConcerned) {
                    resource.managed = false;
                    resource.blocked = true;
                }
            }
        }
    }
}
