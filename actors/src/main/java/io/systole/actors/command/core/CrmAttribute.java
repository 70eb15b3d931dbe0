package io.systole.actors.command.core;

import io.systole.actors.attribute.core.AttributeWish;
import io.systole.actors.command.core.AttributePlace.Found;
import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.ChangeAttribute;
import io.systole.actors.command.core.Reply.EditCib;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NvPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code crm_attribute}: cluster options, defaults, and the attributes of nodes, permanent and transient. */
final class CrmAttribute {
    private static final Options.Known OPTIONS = new Options.Known()
            .value("n", "attr-name", "name")
            .value("i", "attr-id", "id")
            .value("P", "pattern")
            .perhaps("p", "promotion")
            .value("s", "set-name")
            .flag("D", "delete-attr", "delete")
            .flag("G", "get-value", "query")
            .value("v", "attr-value", "update")
            .value("d", "default")
            .value("l", "lifetime")
            .value("N", "U", "uname", "node-uname", "node")
            .value("t", "type")
            .flag("z", "utilization")
            .flag("q", "Q", "quiet")
            .flag("V", "verbose")
            .flag("text-fancy")
            .value("output-as")
            .value("output-to");

    private static final String NOTHING = "crm_attribute: Error performing operation: No such device or address";
    private static final String STATUS = "status";

    private final Call call;
    private final Cib cib;
    private final Options options;
    private final @Nullable String name;
    private final @Nullable Pattern pattern;

    private CrmAttribute(Call call, Cib cib, Options options, @Nullable String name, @Nullable Pattern pattern) {
        this.call = call;
        this.cib = cib;
        this.options = options;
        this.name = name;
        this.pattern = pattern;
    }

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        return new CrmAttribute(call, cib, options, name(call, cib, options), pattern(options)).run();
    }

    private static @Nullable String name(Call call, Cib cib, Options options) throws BadUsage {
        if (!options.has("promotion")) {
            return options.value("name");
        }
        String resource = options.valueOr("promotion", "");
        if (resource.isEmpty()) {
            resource = call.instance();
        }
        if (resource == null) {
            throw new BadUsage(
                    "-p/--promotion must be called from an OCF resource agent or with a resource ID specified");
        }
        return PromotionScore.name(cib, resource);
    }

    private static @Nullable Pattern pattern(Options options) throws BadUsage {
        String text = options.value("pattern");
        try {
            return text == null ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new BadUsage("Error: " + text + " is no regular expression");
        }
    }

    private Reply run() {
        String lifetime = options.value("lifetime");
        String type = options.value("type");
        if (lifetime != null && !lifetime.equals("reboot") && !lifetime.equals("forever")) {
            return Said.failed(Exit.PROTOCOL, "crm_attribute: Error performing operation: No message of desired type");
        }
        boolean isTransient = "reboot".equals(lifetime)
                || (lifetime == null && (STATUS.equals(type) || (type == null && options.has("promotion"))));
        boolean ofNode = isTransient
                || "nodes".equals(type)
                || STATUS.equals(type)
                || (type == null
                        && (lifetime != null
                                || options.has("node")
                                || options.has("promotion")
                                || options.has("utilization")));
        if (!ofNode) {
            return ofSection(type == null ? "crm_config" : type);
        }
        String node = call.target(options.value("node"));
        Optional<String> id = Nodes.id(cib, node);
        if (id.isEmpty()) {
            return Said.failed(Exit.NO_SUCH, "crm_attribute: Could not map name=" + node + " to a UUID");
        }
        return isTransient && !options.has("utilization")
                ? onStatus(new NodeName(node))
                : onPlace(AttributePlace.ofNode(cib, node, id.get(), options.has("utilization")));
    }

    private Reply ofSection(String type) {
        return switch (type) {
            case "crm_config" -> onPlace(AttributePlace.options(cib));
            case "rsc_defaults" -> onPlace(AttributePlace.resourceDefaults(cib));
            case "op_defaults" -> onPlace(AttributePlace.operationDefaults(cib));
            case "tickets" ->
                Said.failed(Exit.UNIMPLEMENTED, "crm_attribute: tickets are changed with crm_ticket here");
            default ->
                Said.failed(Exit.PROTOCOL, "crm_attribute: Error performing operation: No message of desired type");
        };
    }

    /** What is asked for: the last of the commands, or a query. */
    private Given command() {
        Given command = options.last(List.of("query", "update", "delete"));
        return command == null || options.has("query") ? new Given("query", null) : command;
    }

    private Reply onPlace(AttributePlace place) {
        Given command = command();
        String set = options.value("set-name");
        String id = options.value("id");
        if (command.name().equals("query")) {
            var lines = new ArrayList<AttributeLine>();
            for (Found found : place.find(set, id, name)) {
                if (matches(found.pair().name())) {
                    lines.add(new AttributeLine(
                            place.scope(), id, String.valueOf(found.pair().name()), found.value()));
                }
            }
            return shown(place.scope(), lines);
        }
        if (pattern != null) {
            return Said.failed(
                    Exit.USAGE,
                    "crm_attribute: Error: pattern can only be used with query, or with till-reboot update or delete");
        }
        if (name == null) {
            return unnamed(command);
        }
        String value = command.value();
        return value == null ? delete(place, place.find(set, id, name)) : update(place, set, id, name, value);
    }

    private static Reply unnamed(Given command) {
        return Said.failed(
                Exit.USAGE,
                "crm_attribute: Error: must specify attribute name or pattern to "
                        + (command.value() == null ? "delete" : "update"));
    }

    private Reply update(
            AttributePlace place, @Nullable String set, @Nullable String id, String attribute, String value) {
        return new EditCib(place.put(set, id, attribute, value), outcome -> {
            if (outcome instanceof Outcome.Failed failed) {
                String where = "(section=" + place.scope() + ", set=" + (set == null ? place.setId() : set) + ")";
                return Said.failed(
                        failed.code(),
                        "Error setting " + attribute + "=" + value + " " + where + ": " + failed.why() + "\n"
                                + notDone(failed));
            }
            return Said.of("");
        });
    }

    private Reply delete(AttributePlace place, List<Found> found) {
        if (found.isEmpty()) {
            return Said.of("");
        }
        Found first = found.get(0);
        return new EditCib(place.delete(first), outcome -> {
            if (outcome instanceof Outcome.Failed failed) {
                return Said.failed(failed.code(), notDone(failed));
            }
            String kind = place.scope().equals("nodes") ? "attribute" : "option";
            return Said.of(
                    options.has("quiet")
                            ? ""
                            : "Deleted " + place.scope() + " " + kind + ": id="
                                    + first.pair().id() + " name="
                                    + first.pair().name() + "\n");
        });
    }

    private Reply onStatus(NodeName node) {
        Given command = command();
        var present = Nodes.transients(cib, node.value());
        if (command.name().equals("query")) {
            String id = options.value("id");
            var lines = new ArrayList<AttributeLine>();
            for (NvPair pair : present.values()) {
                boolean wanted = (name == null || name.equals(pair.name())) && (id == null || id.equals(pair.id()));
                if (wanted && matches(pair.name())) {
                    String value = pair.value() == null ? "" : pair.value();
                    lines.add(new AttributeLine(STATUS, id, String.valueOf(pair.name()), value));
                }
            }
            return shown(STATUS, lines);
        }
        if (name == null && pattern == null) {
            return unnamed(command);
        }
        List<String> names = pattern == null
                ? List.of(String.valueOf(name))
                : present.keySet().stream().filter(this::matches).toList();
        var wish = command.value() == null
                ? new AttributeWish(AttributeWish.Kind.DELETE, null, null, false)
                : new AttributeWish(AttributeWish.Kind.SET, command.value(), null, false);
        return change(node, names, wish);
    }

    /** One after the other; a node that is not there has nothing to be changed, which is no failure in Pacemaker either. */
    private Reply change(NodeName node, List<String> names, AttributeWish wish) {
        if (names.isEmpty() || !Nodes.isThere(cib, node.value())) {
            return Said.of("");
        }
        String first = names.get(0);
        return new ChangeAttribute(node, first, wish, outcome -> {
            if (outcome instanceof Outcome.Failed failed) {
                return Said.failed(
                        failed.code(),
                        "Error setting " + first + "=" + wish.value() + " (section=status): " + failed.why() + "\n"
                                + notDone(failed));
            }
            return change(node, names.subList(1, names.size()), wish);
        });
    }

    private static String notDone(Outcome.Failed failed) {
        return "crm_attribute: Error performing operation: " + failed.why();
    }

    private boolean matches(@Nullable String found) {
        return pattern == null || (found != null && pattern.matcher(found).find());
    }

    private Reply shown(String scope, List<AttributeLine> found) {
        List<AttributeLine> lines = found;
        String otherwise = options.value("default");
        if (lines.isEmpty() && otherwise != null && name != null) {
            lines = List.of(new AttributeLine(scope, options.value("id"), name, otherwise));
        }
        if (lines.isEmpty()) {
            return FieldText.failed(call, options, Exit.NO_SUCH, NOTHING);
        }
        return AttributeLine.said(call, options, lines);
    }
}
