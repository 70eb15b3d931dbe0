package io.systole.runtime.http;

import static io.systole.runtime.http.Endpoint.Parameter.flag;
import static io.systole.runtime.http.Endpoint.Parameter.many;
import static io.systole.runtime.http.Endpoint.Parameter.oneOf;
import static io.systole.runtime.http.Endpoint.Parameter.required;
import static io.systole.runtime.http.Endpoint.delete;
import static io.systole.runtime.http.Endpoint.get;
import static io.systole.runtime.http.Endpoint.post;

import io.systole.cib.tree.TreeEdit;
import io.systole.policy.explain.Explanation;
import io.systole.runtime.agents.AgentDescription;
import io.systole.runtime.change.Preview;
import io.systole.runtime.http.Endpoint.Answer;
import io.systole.runtime.http.Endpoint.Body;
import io.systole.runtime.http.Endpoint.Parameter;
import io.systole.runtime.status.FenceCheckView;
import io.systole.runtime.status.FenceDeviceView;
import io.systole.runtime.status.OutputView;
import io.systole.runtime.status.PastFencing;
import io.systole.runtime.status.PlanView;
import io.systole.runtime.status.QuorumView;
import io.systole.runtime.status.ResourceDetail;
import io.systole.runtime.status.StatusView;
import io.systole.runtime.status.TicketView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the HTTP interface serves below {@code /v1}, and {@code /metrics}. */
public final class Endpoints {
    /** Parameters that every request may have. */
    public static final List<Parameter> COMMON =
            List.of(oneOf("format", "`text` asks for text for people where an answer has both forms.", "text", "json"));

    /** Parameters that every request may have that changes something. */
    public static final List<Parameter> COMMON_OF_WRITES =
            List.of(Parameter.of("reason", "Why, for the history of changes."));

    private static final String XML = "application/xml";
    private static final Answer CIB = Answer.text("The CIB, or the part that was asked for, as XML.", "text/xml");
    private static final Answer CHANGED = Answer.json(Endpoint.Done.class);
    private static final Parameter LAST = Parameter.of("last", "How many of the newest, 50 where nothing is said.");
    private static final Parameter NODE = Parameter.of("node", "The node that is meant.");
    private static final Parameter FORCE =
            flag("force", "Says what the cluster cannot know of itself; without it nothing is done.");
    private static final Parameter LIFETIME =
            oneOf("lifetime", "Until the node's process ends, or in the configuration.", "reboot", "forever");
    private static final Parameter SCOPE = Parameter.of("scope", "The section of the CIB.");
    private static final Parameter XPATH = Parameter.of("xpath", "An XPath 1.0 that selects elements of the CIB.");

    /** The table. */
    static final EndpointTable TABLE = new EndpointTable(all());

    private Endpoints() {}

    /** Every endpoint, in the order of the document. */
    public static List<Endpoint> all() {
        return Stream.of(state(), cib(), drafts(), resources(), nodes(), past(), HostEndpoints.all(), access())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Endpoint> state() {
        return List.of(
                get(
                        "/v1/openapi.json",
                        "describe",
                        "This document.",
                        Answer.text("An OpenAPI 3.1 document.", "application/json")),
                get("/v1/status", "status", "Everything that `systole status` shows.", Answer.json(StatusView.class)),
                get(
                        "/v1/events",
                        "events",
                        "What happens, as server-sent events: `state`, `transition`, `fencing`, `missed`.",
                        Answer.text("A stream that stays open.", "text/event-stream"),
                        Parameter.of(
                                "after",
                                "The id of the last event that was heard; the header Last-Event-ID says the same.")),
                get(
                        "/metrics",
                        "metrics",
                        "Metrics in Prometheus' format.",
                        Answer.text("Lines of metrics.", "text/plain")),
                get("/v1/quorum", "quorum", "Quorum, and why it is as it is.", Answer.json(QuorumView.class)),
                get(
                        "/v1/quorum/expected-votes",
                        "previewExpectedVotes",
                        "What another number of expected votes would mean.",
                        CHANGED,
                        required("votes", "A whole number; 0 for the configured one.")),
                post(
                        "/v1/quorum/expected-votes",
                        "setExpectedVotes",
                        "Sets how many votes are expected.",
                        required("votes", "A whole number; 0 for the configured one.")),
                get("/v1/quorum/unblock", "previewUnblock", "What `unblock` would mean.", CHANGED),
                post("/v1/quorum/unblock", "unblock", "Lets wait_for_all end without the nodes that are missing."));
    }

    private static List<Endpoint> cib() {
        String operations = Arrays.stream(TreeEdit.Operation.values())
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("|"));
        return List.of(
                get(
                        "/v1/cib",
                        "cib",
                        "The CIB, status included, or a part of it.",
                        CIB,
                        SCOPE,
                        XPATH,
                        flag("paths", "The paths of what is found, instead of itself."),
                        flag("childless", "What is found without what is below it."),
                        flag("sensible", "The whole CIB without what makes no sense by itself, to plan with.")),
                new Endpoint(
                        "PUT",
                        "/v1/cib",
                        "replaceCib",
                        "Replaces the configuration.",
                        Endpoint.Kind.WRITE,
                        List.of(),
                        new Body("A whole CIB; its status is left aside.", List.of(XML), null, true),
                        CHANGED),
                post(
                                "/v1/cib/{operation:" + operations + "}",
                                "changeCib",
                                "Changes the configuration by its elements, as cibadmin does.",
                                SCOPE,
                                XPATH)
                        .taking(new Body("The element that it is about, or a patch.", List.of(XML), null, false)),
                get(
                        "/v1/requests/{name}",
                        "outcomeOfRequest",
                        "What became of the change that was asked for under this Idempotency-Key.",
                        CHANGED));
    }

    private static List<Endpoint> drafts() {
        Parameter method = oneOf(
                "method",
                "`update` adds and replaces by id, `push` also takes away what the text does not define, `replace` makes"
                        + " the configuration what the text defines.",
                "update",
                "push",
                "replace");
        return List.of(
                post(
                                "/v1/preview",
                                "preview",
                                "What a change would do, as a list and as a graph; nothing is changed.",
                                method)
                        .taking(new Body(
                                "Wishes in JSON; or a whole CIB in XML, or a text in crmsh's syntax, taken by `method`.",
                                List.of("application/json", XML, "text/plain"),
                                DraftRoutes.Wishes.class,
                                true))
                        .computing(Answer.json(Preview.class)),
                get(
                        "/v1/configuration",
                        "configurationText",
                        "The configuration as text, in crmsh's syntax.",
                        Answer.text("Statements.", "text/plain")),
                post(
                                "/v1/configuration",
                                "loadConfiguration",
                                "Takes a text in crmsh's syntax into the configuration, as one change.",
                                method)
                        .taking(new Body("Statements.", List.of("text/plain"), null, true)),
                get(
                        "/v1/verify",
                        "verify",
                        "What is at fault in the live CIB.",
                        Answer.listOf(DraftRoutes.Found.class)),
                post("/v1/verify", "verifyDocument", "What is at fault in a CIB.")
                        .taking(new Body("A whole CIB.", List.of(XML), null, true))
                        .computing(Answer.listOf(DraftRoutes.Found.class)));
    }

    private static List<Endpoint> resources() {
        Parameter promoted = flag("promoted", "Only for the promoted role.");
        Parameter lifetime = Parameter.of("lifetime", "For how long, as a duration of ISO 8601 such as PT1H.");
        return List.of(
                get(
                        "/v1/resource/{resource}",
                        "resource",
                        "One resource: configuration and operation history.",
                        Answer.json(ResourceDetail.class)),
                get(
                        "/v1/resource/{resource}/output",
                        "resourceOutput",
                        "What the agent printed in operations that failed.",
                        Answer.listOf(OutputView.class)),
                post("/v1/resource/{resource}/{verb:start|stop}", "startOrStopResource", "Sets the target role."),
                post(
                        "/v1/resource/{resource}/{verb:move|ban}",
                        "moveResource",
                        "Moves a resource to a node, or keeps it off one.",
                        NODE,
                        promoted,
                        lifetime),
                post(
                        "/v1/resource/{resource}/{verb:clear}",
                        "clearMoves",
                        "Takes moves and bans back.",
                        NODE,
                        flag("expired", "Only those that count no more.")),
                post(
                        "/v1/resource/{resource}/{verb:cleanup}",
                        "cleanupResource",
                        "Forgets failures and history, and looks anew.",
                        NODE),
                get(
                        "/v1/explain/{resource}",
                        "explain",
                        "Why each instance of a resource is where it is.",
                        Answer.listOf(Explanation.class),
                        NODE),
                get(
                        "/v1/agents",
                        "agents",
                        "The agents that this node has.",
                        Answer.json(AgentNames.class),
                        Parameter.of("of", "CLASS or CLASS:PROVIDER.")),
                get(
                        "/v1/agents/{agent}",
                        "agent",
                        "What an agent says of itself: parameters and actions.",
                        Answer.json(AgentDescription.class)),
                get("/v1/tickets", "tickets", "The tickets.", Answer.listOf(TicketView.class)),
                get("/v1/tickets/{ticket}", "ticket", "One ticket.", Answer.json(TicketView.class)),
                post(
                        "/v1/tickets/{ticket}/{verb:grant|revoke|standby|activate|cleanup}",
                        "changeTicket",
                        "Grants, revokes, or puts a ticket aside.",
                        FORCE),
                get(
                        "/v1/tickets/{ticket}/attributes/{name}",
                        "ticketAttribute",
                        "One attribute of a ticket.",
                        Answer.json(Named.class)),
                post(
                        "/v1/tickets/{ticket}/attributes/{name}",
                        "setTicketAttribute",
                        "Sets an attribute of a ticket.",
                        required("value", "The value."),
                        FORCE),
                delete(
                        "/v1/tickets/{ticket}/attributes/{name}",
                        "deleteTicketAttribute",
                        "Takes an attribute of a ticket away.",
                        FORCE));
    }

    /** The agents of a node. */
    public record AgentNames(List<String> agents) {}

    /** A name with its value. */
    public record Named(String name, String value) {}

    private static List<Endpoint> nodes() {
        return List.of(
                post(
                        "/v1/node/{node}/{verb:standby|online|maintenance}",
                        "changeNode",
                        "Moves everything off a node, leaves it alone, or takes both back."),
                post(
                        "/v1/node/{node}/{verb:fence}",
                        "fenceNode",
                        "Has a node fenced, and waits for the outcome.",
                        Parameter.of("tolerance", "A fencing within this time counts, such as 60s.")),
                get(
                        "/v1/fencing/history",
                        "fencingHistory",
                        "Past fencings, oldest first.",
                        Answer.listOf(PastFencing.class),
                        NODE),
                get("/v1/fencing/devices", "fenceDevices", "The fence devices.", Answer.listOf(FenceDeviceView.class)),
                get(
                        "/v1/fencing/check",
                        "fencingCheck",
                        "Which node could be fenced, by which device.",
                        Answer.listOf(FenceCheckView.class)),
                post("/v1/fencing/check", "checkFencing", "Has every member check its devices now."),
                post("/v1/fencing/confirm/{node}", "confirmFenced", "A person's word that a node is dead.", FORCE),
                post(
                        "/v1/fencing/trust/{device}",
                        "trustDevice",
                        "Believes a device again that said what was not true."),
                get(
                        "/v1/attributes",
                        "attributes",
                        "Attributes of nodes.",
                        Answer.listOf(AttributeDoor.Line.class),
                        NODE,
                        LIFETIME),
                post("/v1/attributes", "refreshAttributes", "Tells all transient attributes of a node again.", NODE),
                get(
                        "/v1/attributes/{name}",
                        "attribute",
                        "One attribute of a node.",
                        Answer.json(AttributeDoor.Line.class),
                        NODE,
                        LIFETIME),
                post(
                        "/v1/attributes/{name}",
                        "setAttribute",
                        "Sets an attribute, or its dampening.",
                        NODE,
                        LIFETIME,
                        Parameter.of("value", "The value; x++ and x+=N count."),
                        Parameter.of("delay", "The dampening where it has none yet, such as 5s."),
                        Parameter.of("new-delay", "The dampening from now on."),
                        flag("private", "A new attribute never gets into the CIB.")),
                delete("/v1/attributes/{name}", "deleteAttribute", "Takes an attribute away.", NODE, LIFETIME));
    }

    private static List<Endpoint> past() {
        return List.of(
                get(
                        "/v1/transitions",
                        "transitions",
                        "The last transitions of this DC, oldest first.",
                        Answer.listOf(ClusterDoor.TransitionLine.class)),
                get(
                        "/v1/history",
                        "history",
                        "What past transitions were planned from, oldest first.",
                        Answer.listOf(ClusterDoor.PastPlan.class),
                        LAST),
                get("/v1/history/{node}/{file}", "pastInput", "The CIB that a past transition was planned from.", CIB),
                get(
                        "/v1/history/{node}/{file}/plan",
                        "pastPlan",
                        "What a past transition had to do, planned again.",
                        Answer.json(PlanView.class)),
                get(
                        "/v1/changes",
                        "changes",
                        "The last changes of the configuration, oldest first.",
                        Answer.listOf(ChangesDoor.ChangeLine.class),
                        LAST),
                get(
                        "/v1/changes/{version}",
                        "change",
                        "What a change did.",
                        Answer.json(Endpoint.Done.class),
                        flag("patch", "As a patch of format 2, in XML.")),
                get(
                        "/v1/changes/{version}/cib",
                        "configurationAfter",
                        "The configuration as it was after a change.",
                        CIB),
                get(
                        "/v1/audit",
                        "audit",
                        "Who asked which node over HTTP to change something, oldest first, of all nodes; and the nodes of"
                                + " whom requests may be missing.",
                        Answer.json(RequestTrail.Gathered.class),
                        LAST));
    }

    private static List<Endpoint> access() {
        return List.of(
                get(
                        "/v1/whoami",
                        "whoami",
                        "As whom you are seen.",
                        Answer.json(AccessDoor.Identity.class),
                        flag("rights", "Tells what you may do, too.")),
                get("/v1/access", "granted", "Who has a token.", Answer.listOf(AccessDoor.Granted.class)),
                post(
                        "/v1/access/{user}",
                        "grant",
                        "Gives a user a token, which is told once.",
                        many("group", "An acl_group that the user counts for."),
                        many(
                                "role",
                                "An acl_role; viewer, operator and administrator are made where they are missing."),
                        flag("enable-acl", "Switches access control lists on, for all users.")),
                delete("/v1/access/{user}", "revoke", "Takes a user's token away."));
    }
}
