package io.systole.runtime.change;

import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.acl.Subject;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.edit.EditResult;
import io.systole.cib.edit.MoveTerms;
import io.systole.cib.edit.TreeChanges;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.XPathSearch.BadXPath;
import io.systole.cib.upgrade.CibUpgrade;
import io.systole.cib.value.IsoDuration;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import io.systole.policy.forecast.Deed;
import io.systole.policy.forecast.Forecast;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateOptions.Events;
import io.systole.policy.simulation.SimulateOptions.Extent;
import io.systole.policy.simulation.SimulateOptions.Show;
import io.systole.policy.simulation.SimulateRun;
import io.systole.runtime.status.PlanView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Thinks out what changes of a live CIB would do: makes them on a copy, one after the other, and plans for that. */
public final class Forethought {
    private final Cib live;
    private final Instant now;
    private final BiFunction<Cib, ResourceId, String> histories;
    private final List<CibFault> faults = new ArrayList<>();
    private final TreeSet<String> lost = new TreeSet<>();
    private Cib wanted;

    /** What came of it: a preview, or all that keeps it from being one. */
    public record Result(@Nullable Preview preview, List<CibFault> faults) {
        public Result {
            faults = List.copyOf(faults);
        }
    }

    /**
     * A first thought: the CIB as it is.
     *
     * @param live as far as who asks may read it
     * @param histories the XPath of the operation histories of a resource
     */
    public Forethought(Cib live, Instant now, BiFunction<Cib, ResourceId, String> histories) {
        this.live = live;
        this.now = now;
        this.histories = histories;
        this.wanted = live;
    }

    /** The configuration becomes that of a document. */
    public Forethought withDocument(String document) {
        var reading = CibXml.read(document);
        faults.addAll(ConfigurationCheck.faults(reading, nodes()));
        Cib cib = reading.cib();
        if (cib != null && faults.isEmpty()) {
            wanted = Proposal.of(live, cib).wanted();
        }
        return this;
    }

    /** The configuration becomes one that was checked already. */
    public Forethought withConfiguration(Cib checked) {
        wanted = Proposal.of(live, checked).wanted();
        return this;
    }

    /** One wish after the other; each sees what those before it did. */
    public Forethought with(List<Wish> wishes) {
        for (int i = 0; i < wishes.size(); i++) {
            int number = i + 1;
            wish(wishes.get(i)).ifPresent(fault -> faults.add(placed(fault, number)));
        }
        return this;
    }

    private static CibFault placed(CibFault fault, int number) {
        return new CibFault(
                fault.kind(),
                fault.line(),
                "wish " + number + (fault.element().isEmpty() ? "" : ", " + fault.element()),
                fault.found(),
                fault.expected(),
                fault.advice());
    }

    /** What it all comes to. */
    public Result result() {
        if (!faults.isEmpty()) {
            return new Result(null, faults);
        }
        Cib planned = CibUpgrade.toNewest(wanted);
        if (!lost.isEmpty()) {
            planned = SimulateRun.run(planned, now, now, null, losing(List.copyOf(lost)))
                    .planned();
        }
        Cib foreseen = planned;
        var deeds = new ArrayList<Deed>();
        PlanView plan = PlanView.of(foreseen, now, made -> deeds.addAll(Forecast.of(foreseen, made)));
        var proposal = new Proposal(live, wanted);
        return new Result(
                new Preview(
                        live.header().version().toString(),
                        proposal.isSame() ? List.of() : proposal.difference(),
                        deeds,
                        plan,
                        proposal.isSame() ? null : proposal.patch()),
                List.of());
    }

    private static SimulateOptions losing(List<String> nodes) {
        var events = new Events(
                null, null, List.of(), List.of(), nodes, List.of(), List.of(), List.of(), List.of(), List.of());
        return new SimulateOptions(
                Extent.STATUS,
                new Show(
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        SimulateOptions.whole().show().status()),
                events,
                List.of());
    }

    private Optional<CibFault> wish(Wish wish) {
        String resource = wish.resource();
        String node = wish.node();
        String property = wish.property();
        long said = Stream.of(resource, property, wish.element())
                .filter(each -> each != null)
                .count();
        if (said > 1 || (said == 0 && node == null) || (said == 1 && resource == null && node != null)) {
            return fault("", "what it is about", "one of resource, node, property, element", "");
        }
        if (property != null) {
            return edit(new CibEdit.SetOption(property, wish.value()));
        }
        if (wish.element() != null) {
            return elements(wish, wish.element());
        }
        return resource == null ? ofNode(wish, String.valueOf(node)) : ofResource(wish, new ResourceId(resource));
    }

    private Optional<CibFault> ofNode(Wish wish, String name) {
        var node = new NodeName(name);
        return switch (verb(wish)) {
            case "standby" -> edit(new CibEdit.SetNodeAttribute(node, "standby", "on"));
            case "maintenance" -> edit(new CibEdit.SetNodeAttribute(node, "maintenance", "true"));
            case "online" ->
                edit(new CibEdit.SetNodeAttribute(node, "standby", null))
                        .or(() -> edit(new CibEdit.SetNodeAttribute(node, "maintenance", null)));
            case "fence" -> lose(name);
            default -> unknown(wish, "standby, online, maintenance, fence");
        };
    }

    private Optional<CibFault> lose(String node) {
        boolean known = live.configuration().nodes().stream()
                .anyMatch(each -> each.uname() != null && each.uname().value().equals(node));
        lost.add(node);
        return known ? Optional.empty() : fault("node", node, "a node of the cluster", "");
    }

    private Optional<CibFault> ofResource(Wish wish, ResourceId resource) {
        String meta = wish.meta();
        if (meta != null) {
            return edit(new CibEdit.SetMeta(resource, meta, wish.value()));
        }
        return switch (verb(wish)) {
            case "start" -> edit(new CibEdit.SetMeta(resource, "target-role", "Started"));
            case "stop" -> edit(new CibEdit.SetMeta(resource, "target-role", "Stopped"));
            case "move", "ban" -> move(wish, resource);
            case "clear" ->
                edit(
                        Boolean.TRUE.equals(wish.expired())
                                ? new CibEdit.ClearExpired(resource, now)
                                : new CibEdit.ClearMoves(resource, name(wish)));
            case "cleanup" -> cleanup(wish, resource);
            default -> unknown(wish, "start, stop, move, ban, clear, cleanup");
        };
    }

    private Optional<CibFault> move(Wish wish, ResourceId resource) {
        NodeName node = name(wish);
        if (node == null) {
            return fault("node", "none", "the node that it is to move to, or to keep off", "");
        }
        Instant until = null;
        String lifetime = wish.lifetime();
        if (lifetime != null) {
            OptionalLong seconds = IsoDuration.seconds(lifetime);
            if (seconds.isEmpty() || seconds.getAsLong() <= 0) {
                return fault("lifetime", lifetime, "a duration of ISO 8601 such as PT1H", "");
            }
            until = now.plusSeconds(seconds.getAsLong());
        }
        var terms = new MoveTerms(Boolean.TRUE.equals(wish.promoted()), until);
        return edit(
                verb(wish).equals("move")
                        ? new CibEdit.PreferNode(resource, node, terms)
                        : new CibEdit.BanNode(resource, node, terms));
    }

    /** What is forgotten of a history is looked at anew, and failures count no more. */
    private Optional<CibFault> cleanup(Wish wish, ResourceId resource) {
        String found = histories.apply(live, resource);
        NodeName node = name(wish);
        String paths = found.startsWith("/cib/status")
                ? null
                : node == null
                        ? found
                        : Arrays.stream(found.split(" \\| ", -1))
                                .map(path ->
                                        "//node_state[@uname='" + node.value().replace("'", "") + "']" + path)
                                .reduce((a, b) -> a + " | " + b)
                                .orElse(found);
        if (paths == null) {
            return fault("resource", resource.value(), "a resource that something is known of", "");
        }
        var tree = ElementXml.read(CibXml.write(wanted)).element().orElseThrow();
        Cib cleaned;
        try {
            cleaned = CibXml.read(ElementXml.write(Forgetting.of(tree, paths))).cib();
        } catch (BadXPath e) {
            return fault("resource", resource.value(), "a name that can be looked up: " + e.getMessage(), "");
        }
        wanted = cleaned == null ? wanted : new Cib(wanted.header(), wanted.configuration(), cleaned.status());
        return Optional.empty();
    }

    private Optional<CibFault> elements(Wish wish, String word) {
        var operation = Arrays.stream(TreeEdit.Operation.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
        if (operation.isEmpty()) {
            return fault("element", word, "an operation such as create, modify, replace, delete", "");
        }
        var edit = new TreeEdit(operation.get(), wish.scope(), wish.xpath(), wish.xml());
        var access = AccessControl.of(live.configuration(), Subject.superuser("preview"));
        return taken(TreeChanges.apply(CibPatch.element(wanted), edit, nodes(), access));
    }

    private Optional<CibFault> edit(CibEdit edit) {
        return taken(CibEdits.apply(wanted.configuration(), edit));
    }

    private Optional<CibFault> taken(EditResult result) {
        if (result instanceof EditResult.Refused refused) {
            faults.addAll(refused.faults().subList(1, refused.faults().size()));
            return Optional.of(refused.faults().get(0));
        }
        var edited = (EditResult.Edited) result;
        String schema = edited.schema();
        Configuration configuration = edited.configuration();
        wanted = new Cib(
                schema == null ? wanted.header() : wanted.header().validatedWith(schema),
                configuration,
                wanted.status());
        return Optional.empty();
    }

    private List<NodeName> nodes() {
        var names = new TreeSet<NodeName>();
        live.configuration()
                .nodes()
                .forEach(node -> Optional.ofNullable(node.uname()).ifPresent(names::add));
        live.status()
                .nodeStates()
                .forEach(node -> Optional.ofNullable(node.uname()).ifPresent(names::add));
        return List.copyOf(names);
    }

    private static @Nullable NodeName name(Wish wish) {
        String node = wish.node();
        return node == null ? null : new NodeName(node);
    }

    private static String verb(Wish wish) {
        String verb = wish.verb();
        return verb == null ? "" : verb;
    }

    private static Optional<CibFault> unknown(Wish wish, String known) {
        return fault("verb", verb(wish), "one of " + known, "");
    }

    private static Optional<CibFault> fault(String where, String found, String expected, String advice) {
        return Optional.of(new CibFault(CibFault.Kind.VALUE, 0, where, found, expected, advice));
    }
}
