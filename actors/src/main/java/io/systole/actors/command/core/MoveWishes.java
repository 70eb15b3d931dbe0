package io.systole.actors.command.core;

import io.systole.actors.command.core.KnownResources.Place;
import io.systole.actors.command.core.Reply.EditConfiguration;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.MoveTerms;
import io.systole.cib.edit.Moves;
import io.systole.cib.value.IsoDuration;
import io.systole.policy.model.PlanResource;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What crm_resource has done about where resources run: {@code --move}, {@code --ban}, {@code --clear}. */
final class MoveWishes {
    private final Cib cib;
    private final Options options;
    private final KnownResources known;
    private final Instant at;

    MoveWishes(Cib cib, Options options, KnownResources known, Instant at) {
        this.cib = cib;
        this.options = options;
        this.known = known;
        this.at = at;
    }

    Reply run(String command, @Nullable PlanResource resource) {
        if (command.equals("clear")) {
            return clear(resource);
        }
        String lifetime = options.value("lifetime");
        OptionalLong seconds = lifetime == null ? OptionalLong.empty() : IsoDuration.seconds(lifetime);
        if (resource == null) {
            throw new IllegalArgumentException(command + " without a resource");
        }
        if (lifetime != null && seconds.isEmpty()) {
            return Said.failed(
                    Exit.USAGE,
                    "Invalid duration specified: " + lifetime
                            + "\nPlease refer to https://en.wikipedia.org/wiki/ISO_8601#Durations for examples of valid"
                            + " durations");
        }
        Instant until = seconds.isPresent() ? at.plusSeconds(seconds.getAsLong()) : null;
        var terms = new MoveTerms(isForPromoted(), until);
        return command.equals("ban") ? ban(resource, terms) : move(resource, terms);
    }

    private boolean isForPromoted() {
        return options.has("promoted") || options.has("master");
    }

    /** Where it runs, or its promoted instance of a promotable clone. */
    private List<Place> places(PlanResource resource) {
        List<Place> places = known.places(resource.configuredId);
        List<Place> promoted = places.stream().filter(Place::isPromoted).toList();
        return promoted.size() == 1 && (places.size() > 1 || isForPromoted()) ? promoted : places;
    }

    private Reply ban(PlanResource resource, MoveTerms terms) {
        String node = options.value("node");
        return node == null ? banWhereItIs(resource, "banned", terms) : ban(resource, node, terms);
    }

    private Reply banWhereItIs(PlanResource resource, String what, MoveTerms terms) {
        List<Place> places = places(resource);
        return places.size() == 1
                ? ban(resource, places.get(0).node().name, terms)
                : Said.failed(
                        Exit.USAGE,
                        "crm_resource: Resource '" + resource.configuredId + "' not " + what + ": active in "
                                + places.size() + " locations.\nTo prevent '" + resource.configuredId
                                + "' from running on a specific location, specify a node.");
    }

    private Reply ban(PlanResource resource, String node, MoveTerms terms) {
        var id = new ResourceId(resource.configuredId);
        var name = new NodeName(node);
        String warning =
                "WARNING: Creating rsc_location constraint '" + Moves.banId(id, name) + "' with a score of -INFINITY"
                        + " for resource " + id + " on " + node + ".\n\tThis will prevent " + id + " from "
                        + (terms.promoted() ? "being promoted" : "running") + " on " + node
                        + " until the constraint is removed using the clear option or by editing the CIB with an"
                        + " appropriate tool\n\tThis will be the case even if " + node
                        + " is the last node in the cluster\n";
        return edit(new CibEdit.BanNode(id, name, terms), end(terms) + (options.has("quiet") ? "" : warning));
    }

    private Reply move(PlanResource resource, MoveTerms terms) {
        String node = options.value("node");
        if (node == null) {
            return banWhereItIs(resource, "moved", terms);
        }
        if (!options.has("force")
                && places(resource).stream().anyMatch(place -> place.node().name.equals(node))) {
            return Said.failed(Exit.EXISTS, "crm_resource: Error performing operation: Requested item already exists");
        }
        return edit(
                new CibEdit.PreferNode(new ResourceId(resource.configuredId), new NodeName(node), terms), end(terms));
    }

    private static String end(MoveTerms terms) {
        Instant until = terms.until();
        return until == null ? "" : "Migration will take effect until: " + Moves.written(until) + "\n";
    }

    private Reply clear(@Nullable PlanResource resource) {
        var id = resource == null ? null : new ResourceId(resource.configuredId);
        String node = options.value("node");
        var name = node == null ? null : new NodeName(node);
        if (options.has("expired")) {
            return cleared(Moves.expired(cib.configuration(), id, at), new CibEdit.ClearExpired(id, at));
        }
        if (id == null) {
            throw new IllegalArgumentException("clear without a resource");
        }
        return cleared(Moves.of(cib.configuration(), id, name), new CibEdit.ClearMoves(id, name));
    }

    private static Reply cleared(List<String> gone, CibEdit edit) {
        return gone.isEmpty()
                ? Said.of("")
                : edit(
                        edit,
                        gone.stream()
                                .map(id -> "Removing constraint: " + id + "\n")
                                .collect(Collectors.joining()));
    }

    private static Reply edit(CibEdit edit, String said) {
        return new EditConfiguration(
                edit,
                outcome -> outcome instanceof Outcome.Failed failed
                        ? Said.failed(failed.code(), "Error performing operation: " + failed.why())
                        : Said.of(said));
    }
}
