package io.systole.actors.cib.core;

import io.systole.cib.Cib;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.tree.TreeEdit;

/** A change of the configuration that was asked for. */
public sealed interface ConfigurationChange {
    /** One edit. */
    record Edit(CibEdit edit) implements ConfigurationChange {}

    /** A change by elements, as cibadmin makes it. */
    record Tree(TreeEdit edit) implements ConfigurationChange {}

    /** One change of a ticket. */
    record Ticket(TicketEdit edit) implements ConfigurationChange {}

    /** The whole configuration anew; the tickets stay. */
    record Replace(Cib document) implements ConfigurationChange {}

    /** An entry for each configured node, where there is none. */
    record FillNodes() implements ConfigurationChange {}

    /** Nothing: only whether an earlier request of the same name was done is asked. */
    record Ask() implements ConfigurationChange {}
}
