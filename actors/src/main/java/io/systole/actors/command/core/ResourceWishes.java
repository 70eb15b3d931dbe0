package io.systole.actors.command.core;

import io.systole.actors.command.core.AttributePlace.Found;
import io.systole.actors.command.core.Reply.CleanUp;
import io.systole.actors.command.core.Reply.EditCib;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.NodeName;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanResource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What crm_resource has done for resources: parameters and cleanups. */
final class ResourceWishes {
    private final Options options;
    private final KnownResources known;

    ResourceWishes(Options options, KnownResources known) {
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
}
