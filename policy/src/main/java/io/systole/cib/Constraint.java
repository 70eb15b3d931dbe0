package io.systole.cib;

/** An element of the constraints section. */
public sealed interface Constraint permits Location, Colocation, Order, Ticket {
    String id();
}
