package io.systole.policy.differential;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * A part of the configuration language that a random cluster uses besides what all do: what is configured before the
 * cluster settles, and what happens to it afterwards.
 */
@SuppressWarnings("ImmutableEnumChecker") // methods without state
enum Area {
    TICKETS(ConstraintAreas::tickets, ConstraintAreas::ticketsChange),
    RULES(ConstraintAreas::rules, ConstraintAreas::attributesChange),
    DISCOVERY(ConstraintAreas::discovery, draw -> {}),
    SETS(ConstraintAreas::sets, draw -> {}),
    TEMPLATES(ConstraintAreas::templatesAndTags, draw -> {}),
    HEALTH(NodeAreas::health, NodeAreas::healthChanges),
    LOCKS(NodeAreas::shutdownLocks, NodeAreas::shutdowns),
    MAINTENANCE(NodeAreas::maintenance, NodeAreas::maintenanceChanges),
    UNFENCING(NodeAreas::unfencing, NodeAreas::unfenced),
    STATES(draw -> {}, NodeAreas::states),
    ON_FAIL(OperationAreas::onFail, OperationAreas::failures),
    EXPIRY(OperationAreas::timeouts, OperationAreas::failures),
    OPERATIONS(OperationAreas::operations, OperationAreas::operationsChange),
    MIGRATION(OperationAreas::migration, OperationAreas::migrationInterrupted),
    MULTIPLE(OperationAreas::multipleActive, OperationAreas::activeElsewhere),
    ROLES(OperationAreas::roles, OperationAreas::rolesPending),
    ORPHANS(ChangeAreas::removable, ChangeAreas::removed),
    RELOAD(ChangeAreas::parameters, ChangeAreas::parametersChange),
    DEFAULTS(ChangeAreas::defaults, draw -> {}),
    REMOTE(RemoteAreas::remoteNodes, RemoteAreas::remoteEvents),
    GUEST(RemoteAreas::guestNodes, RemoteAreas::remoteEvents),
    BUNDLE(RemoteAreas::bundles, RemoteAreas::remoteEvents),
    INJECTED(draw -> {}, OperationAreas::injected),
    UTILIZATION(NodeAreas::utilization, draw -> {});

    private final Consumer<Draw> configured;
    private final Consumer<Draw> happens;

    Area(Consumer<Draw> configured, Consumer<Draw> happens) {
        this.configured = configured;
        this.happens = happens;
    }

    void configure(Draw draw) {
        configured.accept(draw);
    }

    void happen(Draw draw) {
        happens.accept(draw);
    }

    /** Areas by name, as seeds name them. */
    static Area named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
