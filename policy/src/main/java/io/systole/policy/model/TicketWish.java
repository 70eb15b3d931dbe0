package io.systole.policy.model;

/** A resource's dependence on a ticket, for a role or for all, and what the loss of the ticket means. */
public record TicketWish(String id, PlanResource resource, PlanTicket ticket, Role role, LossPolicy lossPolicy) {
    /** What happens to active resources when the ticket is lost. */
    public enum LossPolicy {
        STOP,
        DEMOTE,
        FENCE,
        FREEZE
    }
}
