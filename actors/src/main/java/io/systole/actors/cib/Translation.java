package io.systole.actors.cib;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.CibEvent;
import io.systole.actors.cib.core.ConfigurationChange;
import io.systole.actors.cib.core.Part;
import io.systole.actors.cib.core.Position;
import io.systole.actors.cib.core.Request;
import io.systole.actors.cib.core.RequestId;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.cib.core.Ward;
import io.systole.actors.cib.wire.Digest;
import io.systole.actors.cib.wire.ForwardedChange;
import io.systole.actors.cib.wire.WardTold;
import io.systole.actors.cib.wire.WireStatusChange;
import io.systole.cib.Cib;
import io.systole.cib.CibVersion;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import io.systole.cib.Status;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.MoveTerms;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what crosses between nodes into the words of the core, and back. */
final class Translation {
    static final int SCHEMA = 1;
    private static final String ON_TERMS = "OnTerms";

    private Translation() {}

    static String status(NodeName node, Part part) {
        var state = new NodeState(node.value(), node, NodeFields.unknown(), part.attributes(), part.lrm());
        Cib empty = StoredConfiguration.nothing().document();
        return CibXml.write(new Cib(empty.header(), empty.configuration(), new Status(List.of(state), List.of())));
    }

    static Optional<Part> part(long incarnation, long sequence, String xml) {
        return CibXml.read(xml)
                .understood()
                .flatMap(cib -> cib.status().nodeStates().stream().findFirst())
                .map(state -> new Part(incarnation, sequence, state.transientAttributes(), state.lrm()));
    }

    static List<WireStatusChange> toWire(List<StatusChange> changes) {
        return changes.stream().map(Translation::toWire).toList();
    }

    private static WireStatusChange toWire(StatusChange change) {
        SortedMap<String, String> none = new TreeMap<>();
        if (change instanceof StatusChange.PutHistory put) {
            return new WireStatusChange(
                    WireStatusChange.PUT, identity(put.resource()), put.entry().attributes(), null, null);
        }
        if (change instanceof StatusChange.RemoveHistory remove) {
            return new WireStatusChange(
                    WireStatusChange.REMOVE, none, none, remove.resource().value(), remove.entryId());
        }
        if (change instanceof StatusChange.PutAttribute attribute) {
            return new WireStatusChange(WireStatusChange.ATTRIBUTE, none, none, attribute.name(), attribute.value());
        }
        if (change instanceof StatusChange.PutField field) {
            return new WireStatusChange(WireStatusChange.FIELD, none, none, field.name(), field.value());
        }
        if (change instanceof StatusChange.ForgetAll
                || change instanceof StatusChange.ForgetAttributes
                || change instanceof StatusChange.ForgetUnderway) {
            String what = change.getClass().getSimpleName();
            return new WireStatusChange(WireStatusChange.FORGET, none, none, what, null);
        }
        throw new AssertionError("unhandled " + change);
    }

    static List<StatusChange> changes(List<WireStatusChange> changes) {
        return changes.stream().map(Translation::change).toList();
    }

    private static StatusChange change(WireStatusChange change) {
        String name = String.valueOf(change.name());
        return switch (change.kind()) {
            case WireStatusChange.PUT ->
                new StatusChange.PutHistory(resource(change.resource()), OpHistory.of(change.entry()));
            case WireStatusChange.REMOVE -> new StatusChange.RemoveHistory(new ResourceId(name), change.value());
            case WireStatusChange.ATTRIBUTE -> new StatusChange.PutAttribute(name, change.value());
            case WireStatusChange.FIELD -> new StatusChange.PutField(name, String.valueOf(change.value()));
            case WireStatusChange.FORGET ->
                switch (name) {
                    case "ForgetAll" -> new StatusChange.ForgetAll();
                    case "ForgetAttributes" -> new StatusChange.ForgetAttributes();
                    default -> new StatusChange.ForgetUnderway();
                };
            default -> throw new IllegalArgumentException("a status change of kind " + change.kind());
        };
    }

    private static SortedMap<String, String> identity(LrmResource resource) {
        SortedMap<String, String> identity = new TreeMap<>();
        identity.put("id", resource.id().value());
        put(identity, "class", resource.resourceClass());
        put(identity, "provider", resource.provider());
        put(identity, "type", resource.type());
        put(identity, "container", resource.container());
        put(identity, "shutdown-lock", resource.shutdownLock());
        return identity;
    }

    private static void put(SortedMap<String, String> into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    private static LrmResource resource(SortedMap<String, String> identity) {
        return new LrmResource(
                new ResourceId(Objects.requireNonNull(identity.get("id"))),
                identity.get("class"),
                identity.get("provider"),
                identity.get("type"),
                identity.get("container"),
                identity.get("shutdown-lock"),
                List.of());
    }

    static String ward(NodeName node, Ward ward) {
        return status(node, new Part(ward.epoch(), ward.sequence(), ward.attributes(), ward.lrm()));
    }

    /** Empty when this node does not understand it. */
    static Optional<Ward> ward(WardTold told) {
        NodeName owner = told.owner() == null ? null : new NodeName(told.owner());
        return part(told.epoch(), told.sequence(), told.xml())
                .map(part -> new Ward(
                        told.epoch(), told.sequence(), owner, false, told.fields(), part.attributes(), part.lrm()));
    }

    static String kind(ConfigurationChange change) {
        if (!(change instanceof ConfigurationChange.Edit edit)) {
            return change.getClass().getSimpleName();
        }
        return edit.edit().getClass().getSimpleName() + (hasTerms(edit.edit()) ? ON_TERMS : "");
    }

    private static boolean hasTerms(CibEdit edit) {
        MoveTerms terms = edit instanceof CibEdit.PreferNode prefer
                ? prefer.terms()
                : edit instanceof CibEdit.BanNode ban ? ban.terms() : MoveTerms.ALWAYS;
        return !terms.equals(MoveTerms.ALWAYS);
    }

    private static List<@Nullable String> moving(ResourceId resource, NodeName node, MoveTerms terms) {
        Instant until = terms.until();
        return Arrays.asList(
                resource.value(),
                node.value(),
                Boolean.toString(terms.promoted()),
                until == null ? null : until.toString());
    }

    private static MoveTerms terms(List<@Nullable String> arguments) {
        String until = arguments.size() < 4 ? null : arguments.get(3);
        return new MoveTerms(
                Boolean.parseBoolean(arguments.size() < 3 ? null : arguments.get(2)),
                until == null ? null : Instant.parse(until));
    }

    static List<@Nullable String> arguments(ConfigurationChange change) {
        if (change instanceof ConfigurationChange.Replace replace) {
            return List.of(CibXml.write(replace.document()));
        }
        if (change instanceof ConfigurationChange.Tree tree) {
            TreeEdit edit = tree.edit();
            return Arrays.asList(edit.operation().name(), edit.scope(), edit.xpath(), edit.xml());
        }
        if (change instanceof ConfigurationChange.Ticket ticket) {
            TicketEdit edit = ticket.edit();
            return Arrays.asList(
                    edit.kind().name(), edit.ticket(), edit.name(), edit.value(), Boolean.toString(edit.forced()));
        }
        if (!(change instanceof ConfigurationChange.Edit wrapped)) {
            return List.of();
        }
        CibEdit edit = wrapped.edit();
        if (edit instanceof CibEdit.SetMeta e) {
            return Arrays.asList(e.resource().value(), e.name(), e.value());
        }
        if (edit instanceof CibEdit.PreferNode e) {
            return moving(e.resource(), e.node(), e.terms());
        }
        if (edit instanceof CibEdit.BanNode e) {
            return moving(e.resource(), e.node(), e.terms());
        }
        if (edit instanceof CibEdit.ClearExpired e) {
            return Arrays.asList(e.resource() == null ? null : e.resource().value(), e.at().toString());
        }
        if (edit instanceof CibEdit.ClearMoves e) {
            return Arrays.asList(
                    e.resource().value(), e.node() == null ? null : e.node().value());
        }
        if (edit instanceof CibEdit.SetNodeAttribute e) {
            return Arrays.asList(e.node().value(), e.name(), e.value());
        }
        if (edit instanceof CibEdit.SetOption e) {
            return Arrays.asList(e.name(), e.value());
        }
        throw new AssertionError("unhandled " + edit);
    }

    /** The change that a peer passed on; empty when this node does not know its kind. */
    static Optional<ConfigurationChange> change(String kind, List<@Nullable String> arguments) {
        String first = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
        String second = arguments.size() < 2 ? null : arguments.get(1);
        String third = arguments.size() < 3 ? null : arguments.get(2);
        if (kind.equals("Replace")) {
            return CibXml.read(first).understood().map(ConfigurationChange.Replace::new);
        }
        if (kind.equals("Ask")) {
            return Optional.of(new ConfigurationChange.Ask());
        }
        if (kind.equals("Tree")) {
            String xml = arguments.size() < 4 ? null : arguments.get(3);
            return Stream.of(TreeEdit.Operation.values())
                    .filter(operation -> operation.name().equals(first))
                    .findFirst()
                    .map(operation -> new ConfigurationChange.Tree(new TreeEdit(operation, second, third, xml)));
        }
        if (kind.equals("Ticket")) {
            return ticket(arguments);
        }
        CibEdit edit =
                switch (kind) {
                    case "SetMeta" -> new CibEdit.SetMeta(new ResourceId(first), String.valueOf(second), third);
                    case "PreferNode", "PreferNode" + ON_TERMS ->
                        new CibEdit.PreferNode(
                                new ResourceId(first), new NodeName(String.valueOf(second)), terms(arguments));
                    case "BanNode", "BanNode" + ON_TERMS ->
                        new CibEdit.BanNode(
                                new ResourceId(first), new NodeName(String.valueOf(second)), terms(arguments));
                    case "ClearExpired" ->
                        new CibEdit.ClearExpired(
                                arguments.get(0) == null ? null : new ResourceId(first),
                                Instant.parse(String.valueOf(second)));
                    case "ClearMoves" ->
                        new CibEdit.ClearMoves(new ResourceId(first), second == null ? null : new NodeName(second));
                    case "SetNodeAttribute" ->
                        new CibEdit.SetNodeAttribute(new NodeName(first), String.valueOf(second), third);
                    case "SetOption" -> new CibEdit.SetOption(first, second);
                    default -> null;
                };
        return edit == null ? Optional.empty() : Optional.of(new ConfigurationChange.Edit(edit));
    }

    private static Optional<ConfigurationChange> ticket(List<@Nullable String> arguments) {
        if (arguments.size() < 5) {
            return Optional.empty();
        }
        boolean forced = Boolean.parseBoolean(arguments.get(4));
        return Stream.of(TicketEdit.Kind.values())
                .filter(kind -> kind.name().equals(arguments.get(0)))
                .findFirst()
                .map(kind -> new ConfigurationChange.Ticket(new TicketEdit(
                        kind, String.valueOf(arguments.get(1)), arguments.get(2), arguments.get(3), forced)));
    }

    static String outcome(ChangeResult result) {
        return result.getClass().getSimpleName();
    }

    static List<String> texts(ChangeResult result) {
        if (result instanceof ChangeResult.Accepted accepted) {
            CibVersion v = accepted.version();
            return List.of(Long.toString(v.adminEpoch()), Long.toString(v.epoch()), Long.toString(v.numUpdates()));
        }
        if (result instanceof ChangeResult.Refused refused) {
            return refused.faults().stream()
                    .flatMap(fault -> Stream.of(
                            fault.kind().name(),
                            Integer.toString(fault.line()),
                            fault.element(),
                            fault.found(),
                            fault.expected(),
                            fault.advice()))
                    .toList();
        }
        if (result instanceof ChangeResult.NotDone notDone) {
            return List.of(notDone.reason());
        }
        if (result instanceof ChangeResult.Unknown unknown) {
            return List.of(unknown.reason());
        }
        throw new AssertionError("unhandled " + result);
    }

    static ChangeResult result(String outcome, List<String> texts) {
        return switch (outcome) {
            case "Accepted" ->
                new ChangeResult.Accepted(new CibVersion(
                        Long.parseLong(texts.get(0)), Long.parseLong(texts.get(1)), Long.parseLong(texts.get(2))));
            case "Refused" ->
                new ChangeResult.Refused(Stream.iterate(0, at -> at + 6 <= texts.size(), at -> at + 6)
                        .map(at -> fault(texts.subList(at, at + 6)))
                        .toList());
            case "NotDone" -> new ChangeResult.NotDone(texts.get(0));
            default -> new ChangeResult.Unknown(String.join("; ", texts));
        };
    }

    private static CibFault fault(List<String> texts) {
        return new CibFault(
                CibFault.Kind.valueOf(texts.get(0)),
                Integer.parseInt(texts.get(1)),
                texts.get(2),
                texts.get(3),
                texts.get(4),
                texts.get(5));
    }

    static CibEvent digest(Digest digest) {
        return new CibEvent.DigestArrived(
                new NodeName(digest.from()),
                digest.incarnation(),
                digest.sequence(),
                new Position(
                        digest.writerTerm(),
                        digest.heardTerm(),
                        digest.storedTerm(),
                        digest.held(),
                        digest.configuration(),
                        digest.ticketsLive()),
                digest.holders().stream().map(NodeName::new).toList());
    }

    static Digest digest(NodeName self, CibEffect.TellDigest digest) {
        Position position = digest.position();
        return new Digest(
                SCHEMA,
                self.value(),
                digest.incarnation(),
                digest.sequence(),
                position.writerTerm(),
                position.storedTerm(),
                position.newest(),
                position.heardTerm(),
                position.held(),
                digest.holders().stream().map(NodeName::value).toList(),
                position.ticketsLive());
    }

    static ForwardedChange forwarded(NodeName self, Request request) {
        return new ForwardedChange(
                SCHEMA,
                self.value(),
                request.id().number(),
                request.name(),
                kind(request.change()),
                arguments(request.change()),
                request.author().user(),
                request.author().client(),
                request.author().subject().groups(),
                request.author().subject().superuser(),
                request.reason(),
                request.at().toEpochMilli());
    }

    /** Empty when this node does not know the kind of change. */
    static Optional<Request> request(ForwardedChange forwarded) {
        return change(forwarded.kind(), forwarded.arguments())
                .map(change -> new Request(
                        id(forwarded),
                        forwarded.name(),
                        change,
                        new Author(forwarded.subject(), forwarded.client()),
                        forwarded.reason(),
                        Instant.ofEpochMilli(forwarded.atMs())));
    }

    static RequestId id(ForwardedChange forwarded) {
        return new RequestId(new NodeName(forwarded.from()), forwarded.request());
    }
}
