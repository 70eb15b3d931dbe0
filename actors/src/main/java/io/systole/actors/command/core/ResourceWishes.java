package io.systole.actors.command.core;

import io.systole.actors.command.core.AttributePlace.Found;
import io.systole.actors.command.core.KnownResources.Place;
import io.systole.actors.command.core.Reply.CleanUp;
import io.systole.actors.command.core.Reply.EditCib;
import io.systole.actors.command.core.Reply.EditConfiguration;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.Constraint;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What crm_resource has done for resources: parameters, places, cleanups. */
final class ResourceWishes {
    private final Cib cib;
    private final Options options;
    private final KnownResources known;

    ResourceWishes(Cib cib, Options options, KnownResources known) {
        this.cib = cib;
        this.options = options;
        this.known = known;
    }

    Reply run(String command) {
        String resource = options.value("resource");
        if (command.equals("cleanup") || command.equals("refresh")) {
            return cleanUp(resource);
        }
        PlanResource found = known.find(String.valueOf(resource)).orElseThrow();
        return switch (command) {
            case "set-parameter" -> set(found, options.valueOr("set-parameter", ""));
            case "delete-parameter" -> delete(found, options.valueOr("delete-parameter", ""));
            case "ban" -> ban(found);
            case "move" -> move(found);
            case "clear" -> clear(found);
            default -> Said.failed(Exit.UNIMPLEMENTED, "crm_resource: --" + command + " is not to be had here");
        };
    }

    private Reply cleanUp(@Nullable String resource) {
        String node = options.value("node");
        return new CleanUp(
                resource == null
                        ? null
                        : known.find(resource).map(found -> found.configuredId).orElse(resource),
                node == null ? null : new NodeName(node),
                outcome -> {
                    if (outcome instanceof Outcome.Done done) {
                        String cleaned = done.what().stream()
                                .map(each -> "Cleaned up " + each + "\n")
                                .collect(Collectors.joining());
                        return Said.of(
                                resource == null && done.what().isEmpty()
                                        ? "Cleaned up all resources on all nodes\n"
                                        : cleaned);
                    }
                    return failed(outcome);
                });
    }

    private static Reply failed(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? Said.failed(failed.code(), "Error performing operation: " + failed.why())
                : Said.of("");
    }

    /** The meta attributes of what is cloned are the clone's. */
    private PlanResource owner(PlanResource resource) {
        PlanResource owner = resource;
        while (options.has("meta") && !options.has("force") && owner.parent instanceof PlanClone parent) {
            owner = parent;
        }
        return owner;
    }

    private AttributePlace place(PlanResource owner) {
        String kind = options.has("meta")
                ? "meta_attributes"
                : options.has("utilization") ? "utilization" : "instance_attributes";
        return AttributePlace.ofResource(owner.config, kind);
    }

    private Reply set(PlanResource resource, String name) {
        String value = options.value("parameter-value");
        if (value == null) {
            return Said.failed(Exit.USAGE, "crm_resource: You need to supply a value with the -v option");
        }
        PlanResource owner = owner(resource);
        AttributePlace place = place(owner);
        String set = options.value("set-name");
        String id = options.value("nvpair");
        List<Found> before = place.find(set, id, name);
        String first = owner == resource
                ? ""
                : "Performing update of '" + name + "' on '" + owner.configuredId + "', the parent of '"
                        + resource.configuredId + "'\n";
        String into = set == null ? place.setId() : set;
        String said = before.isEmpty()
                ? "id=" + (id == null ? AttributePlace.newId(into, name) : id) + " set=" + into
                : "id=" + before.get(0).pair().id();
        return new EditCib(
                place.put(set, id, name, value),
                outcome -> outcome instanceof Outcome.Failed
                        ? failed(outcome)
                        : Said.of(first + "Set '" + owner.configuredId + "' option: " + said + " name=" + name
                                + " value=" + value + "\n"));
    }

    private Reply delete(PlanResource resource, String name) {
        PlanResource owner = owner(resource);
        AttributePlace place = place(owner);
        List<Found> found = place.find(options.value("set-name"), options.value("nvpair"), name);
        if (found.isEmpty()) {
            return Said.of("");
        }
        return new EditCib(
                place.delete(found.get(0)),
                outcome -> outcome instanceof Outcome.Failed
                        ? failed(outcome)
                        : Said.of("Deleted '" + owner.configuredId + "' option: id="
                                + found.get(0).pair().id() + " name=" + name + "\n"));
    }

    private boolean promoted() {
        return options.has("promoted") || options.has("master");
    }

    /** Where it runs, or its promoted instance of a promotable clone. */
    private List<Place> places(PlanResource resource) {
        List<Place> places = known.places(resource.configuredId);
        List<Place> promoted = places.stream().filter(Place::isPromoted).toList();
        return places.size() > 1 && promoted.size() == 1 ? promoted : places;
    }

    private Reply ban(PlanResource resource) {
        if (options.has("lifetime")) {
            return Said.failed(
                    Exit.UNIMPLEMENTED,
                    "crm_resource: --lifetime is not to be had here: take the ban back with --clear");
        }
        String node = options.value("node");
        if (node == null) {
            List<Place> places = places(resource);
            if (places.size() != 1) {
                return nowhere(resource, "banned", places.size());
            }
            node = places.get(0).node().name;
        }
        return ban(resource, node);
    }

    private static Reply nowhere(PlanResource resource, String what, int places) {
        return Said.failed(
                Exit.USAGE,
                "crm_resource: Resource '" + resource.configuredId + "' not " + what + ": active in " + places
                        + " locations.\nTo prevent '" + resource.configuredId
                        + "' from running on a specific location, specify a node.");
    }

    private Reply ban(PlanResource resource, String node) {
        String name = resource.configuredId;
        String id = "cli-ban-" + name + "-on-" + node;
        var location = new TreeMap<>(Map.of(
                "id",
                id,
                "rsc",
                name,
                "role",
                promoted() ? "Promoted" : "Started",
                "node",
                node,
                "score",
                "-INFINITY"));
        Element constraints =
                Element.empty("constraints").containing(List.of(new Element("rsc_location", location, List.of())));
        var edit = new TreeEdit(
                TreeEdit.Operation.MODIFY,
                null,
                null,
                ElementXml.write(Element.empty("configuration").containing(List.of(constraints))));
        String warning =
                "WARNING: Creating rsc_location constraint '" + id + "' with a score of -INFINITY for resource "
                        + name + " on " + node + ".\n\tThis will prevent " + name + " from "
                        + (promoted() ? "being promoted" : "running") + " on " + node
                        + " until the constraint is removed using the clear option or by editing the CIB with an appropriate"
                        + " tool\n\tThis will be the case even if " + node + " is the last node in the cluster\n";
        return new EditCib(
                edit,
                outcome -> outcome instanceof Outcome.Failed
                        ? failed(outcome)
                        : Said.of(options.has("quiet") ? "" : warning));
    }

    private Reply move(PlanResource resource) {
        String node = options.value("node");
        List<Place> places = places(resource);
        if (node == null) {
            return places.size() == 1
                    ? ban(resource, places.get(0).node().name)
                    : nowhere(resource, "moved", places.size());
        }
        if (promoted() || options.has("lifetime")) {
            return Said.failed(
                    Exit.UNIMPLEMENTED, "crm_resource: --move with --promoted or --lifetime is not to be had here");
        }
        if (!options.has("force")
                && places.stream().anyMatch(place -> place.node().name.equals(node))) {
            return Said.failed(Exit.EXISTS, "crm_resource: Error performing operation: Requested item already exists");
        }
        return new EditConfiguration(
                new CibEdit.PreferNode(new ResourceId(resource.configuredId), new NodeName(node)),
                ResourceWishes::failed);
    }

    private Reply clear(PlanResource resource) {
        String name = resource.configuredId;
        String node = options.value("node");
        List<String> gone = cib.configuration().constraints().stream()
                .map(Constraint::id)
                .filter(id -> id.equals("cli-prefer-" + name)
                        || (node == null
                                ? id.startsWith("cli-ban-" + name + "-on-")
                                : id.equals("cli-ban-" + name + "-on-" + node)))
                .toList();
        if (gone.isEmpty()) {
            return Said.of("");
        }
        String said =
                gone.stream().map(id -> "Removing constraint: " + id + "\n").collect(Collectors.joining());
        return new EditConfiguration(
                new CibEdit.ClearMoves(new ResourceId(name), node == null ? null : new NodeName(node)),
                outcome -> outcome instanceof Outcome.Failed ? failed(outcome) : Said.of(said));
    }
}
