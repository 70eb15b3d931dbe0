package io.systole.cib.edit;

import org.jspecify.annotations.Nullable;

/**
 * One change of the state of a ticket, as crm_ticket makes it.
 *
 * @param name the attribute of the ticket; null where the kind needs none
 * @param value what it is set to; null where the kind needs none
 * @param forced whoever asks has checked what a cluster cannot check: a change that gives a ticket or takes it away is
 *     refused without it
 */
public record TicketEdit(
        Kind kind,
        String ticket,
        @Nullable String name,
        @Nullable String value,
        boolean forced) {

    /** What is done. */
    public enum Kind {
        /** This site may run what needs the ticket. */
        GRANT,
        /** This site may not; what to do with what runs is each constraint's loss-policy. */
        REVOKE,
        /** What needs the ticket is stopped or demoted in order, without loss-policy; the ticket stays granted. */
        STANDBY,
        /** Ends the standby. */
        ACTIVATE,
        /** Sets an attribute of the ticket. */
        SET_ATTRIBUTE,
        /** Takes an attribute of the ticket away. That it is not there is no fault. */
        DELETE_ATTRIBUTE,
        /** Forgets all that is known of the ticket. */
        CLEANUP
    }

    /** A change that is about no attribute. */
    public static TicketEdit of(Kind kind, String ticket, boolean forced) {
        return new TicketEdit(kind, ticket, null, null, forced);
    }
}
