package io.systole.actors.command.core;

import io.systole.actors.command.core.KnownResources.Place;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibXml;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.output.StatusText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What crm_resource tells of resources. */
final class ResourceQueries {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
    private static final List<String> STATES = List.of(
            "pending",
            "complete",
            "Cancelled",
            "Timed Out",
            "NOT SUPPORTED",
            "Error",
            "Hard error",
            "Fatal error",
            "Not installed",
            "Internal communication failure",
            "Cannot execute now",
            "No fence device",
            "CIB secrets unavailable");

    private final Call call;
    private final Cib cib;
    private final Options options;
    private final KnownResources known;

    ResourceQueries(Call call, Cib cib, Options options, KnownResources known) {
        this.call = call;
        this.cib = cib;
        this.options = options;
        this.known = known;
    }

    /** The answer, if a command is a query. */
    Optional<Reply> run(String command) {
        String resource = options.valueOr("resource", "");
        return switch (command) {
            case "list" -> Optional.of(list());
            case "list-raw" -> Optional.of(raw());
            case "locate" -> Optional.of(locate(resource));
            case "get-parameter" -> Optional.of(parameter(resource, options.valueOr("get-parameter", "")));
            case "get-property" -> Optional.of(property(resource, options.valueOr("get-property", "")));
            case "query-xml", "query-xml-raw" -> Optional.of(xml(resource));
            case "list-operations" -> Optional.of(operations(true));
            case "list-all-operations" -> Optional.of(operations(false));
            default -> Optional.empty();
        };
    }

    /** Primitives are shown without their node here, which is what crm_mon is for. */
    private Reply list() {
        List<String> lines = StatusText.resources(known.state());
        if (lines.isEmpty()) {
            return Said.of("");
        }
        String names = known.state().nodes.stream()
                .map(node -> Pattern.quote(node.name))
                .collect(Collectors.joining("|"));
        Pattern withNode = Pattern.compile("(\\):\\t [A-Za-z ]+?) (?:" + names + ")( \\(.*\\))?$");
        return Said.of("Full List of Resources:\n"
                + lines.stream()
                        .map(line -> withNode.matcher(line).replaceFirst("$1$2") + "\n")
                        .collect(Collectors.joining()));
    }

    private Reply raw() {
        String text = known.state().resources.stream()
                .flatMap(resource -> resource.leaves().stream())
                .map(leaf -> leaf.id + "\n")
                .collect(Collectors.joining());
        return Said.of(text);
    }

    private Reply locate(String resource) {
        List<Place> places = known.places(resource);
        if (places.isEmpty()) {
            return new Said(Exit.OK, "", "resource " + resource + " is NOT running\n", null);
        }
        return Said.of(places.stream()
                .map(place -> options.has("quiet")
                        ? place.node().name + "\n"
                        : "resource " + resource + " is running on: " + place.node().name
                                + (place.isPromoted() ? " Promoted" : "") + "\n")
                .collect(Collectors.joining()));
    }

    private Reply parameter(String resource, String name) {
        PlanResource found = known.find(resource).orElseThrow();
        String value = null;
        if (options.has("meta")) {
            value = found.meta(name);
        } else if (options.has("utilization")) {
            value = found.config instanceof Primitive primitive ? value(primitive.utilization(), name) : null;
        } else {
            value = value(found.config.instanceAttributes(), name);
        }
        return value == null
                ? new Said(Exit.OK, "", "Attribute '" + name + "' not found for '" + resource + "'\n", null)
                : Said.of(value + "\n");
    }

    /** A property of the element itself. */
    private Reply property(String resource, String name) {
        PlanResource found = known.find(resource).orElseThrow();
        String value = null;
        if (found instanceof PlanPrimitive primitive) {
            value = switch (name) {
                case "class" -> primitive.agent.resourceClass();
                case "provider" -> primitive.agent.provider();
                case "type" -> primitive.agent.type();
                case "id" -> primitive.configuredId;
                default -> null;
            };
        }
        return value == null
                ? new Said(Exit.OK, "", "Property '" + name + "' not found for '" + resource + "'\n", null)
                : Said.of(value + "\n");
    }

    private @Nullable String value(List<PropertySet> sets, String name) {
        for (PropertySet set : sets) {
            for (NvPair pair : set.pairs()) {
                if (name.equals(pair.name()) && set.rule() == null) {
                    return pair.value();
                }
            }
        }
        return null;
    }

    private Reply xml(String resource) {
        PlanResource found = known.find(resource).orElseThrow();
        String text = state(found);
        Element root = ElementXml.read(CibXml.write(cib)).element().orElseGet(() -> Element.empty("cib"));
        String element = root.child("configuration")
                .flatMap(configuration -> configuration.child("resources"))
                .flatMap(resources -> below(resources, found.configuredId))
                .map(FieldXml::write)
                .orElse("");
        return Said.of(text + "Resource XML:\n" + element);
    }

    private static Optional<Element> below(Element element, String id) {
        for (Element child : element.children()) {
            Optional<Element> found = id.equals(child.id()) ? Optional.of(child) : below(child, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The lines that the list of resources has for one of them. */
    private String state(PlanResource resource) {
        String title =
                resource instanceof PlanPrimitive ? "* " + resource.configuredId + "\t(" : " " + resource.configuredId;
        List<String> lines = StatusText.resources(known.state());
        for (String line : lines) {
            if (line.contains(title)) {
                return line.strip().substring("* ".length()) + "\n";
            }
        }
        return "";
    }

    private Reply operations(boolean active) {
        var lines = new ArrayList<String>();
        String wanted = options.value("resource");
        String node = options.value("node");
        for (NodeState state : cib.status().nodeStates()) {
            NodeName name = state.uname();
            if (name == null || (node != null && !node.equals(name.value()))) {
                continue;
            }
            for (LrmResource history : state.lrmResources()) {
                String id = history.id().value();
                if (wanted == null || wanted.equals(id)) {
                    known.find(id).ifPresent(found -> operations(found, history, name.value(), active, lines));
                }
            }
        }
        return Said.of(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private void operations(
            PlanResource resource, LrmResource history, String node, boolean active, List<String> lines) {
        if (!(resource instanceof PlanPrimitive primitive)) {
            return;
        }
        PlanPrimitive here = known.instances(primitive.configuredId).stream()
                .filter(each -> each.activeNodes.stream().anyMatch(one -> one.name.equals(node)))
                .findFirst()
                .orElse(primitive);
        Role role = here.currentRole == Role.STARTED && here.promotable() ? Role.UNPROMOTED : here.currentRole;
        String provider = here.agent.provider();
        for (OpHistory entry : history.operations()) {
            boolean over = entry.operation().equals("stop") || (role == Role.STOPPED && !"-1".equals(entry.opStatus()));
            if (active && over) {
                continue;
            }
            lines.add(here.configuredId + "\t(" + here.agent.resourceClass()
                    + (provider == null ? "" : ":" + provider) + ":" + here.agent.type() + "):\t " + role.text() + ": "
                    + entry.operationKey() + " (node=" + node + ", call=" + entry.callId() + ", rc="
                    + entry.rcCode() + changed(entry)
                    + (entry.times().execTime() == null
                            ? ""
                            : ", exec=" + entry.times().execTime() + "ms") + "): "
                    + status(entry));
        }
    }

    private String changed(OpHistory entry) {
        String seconds = entry.times().lastRcChange();
        if (seconds == null || !seconds.matches("\\d{1,12}")) {
            return "";
        }
        var at = Instant.ofEpochSecond(Long.parseLong(seconds)).atZone(call.zone());
        return ", last-rc-change='" + TIME.format(at) + "'";
    }

    private static String status(OpHistory entry) {
        String text = entry.opStatus();
        int status = text != null && text.matches("-?\\d{1,3}") ? Integer.parseInt(text) : 0;
        return status + 1 >= 0 && status + 1 < STATES.size() ? STATES.get(status + 1) : "UNKNOWN!";
    }
}
