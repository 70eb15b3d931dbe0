package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.actors.cib.Asker;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.value.Spans;
import io.systole.policy.explain.Explanation;
import io.systole.policy.explain.ExplanationText;
import io.systole.runtime.config.ManagementConfig;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.ClusterDoor.NodeVerb;
import io.systole.runtime.http.ClusterDoor.ResourceVerb;
import io.systole.runtime.status.StatusText;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** The routes below {@code /v1}, and Pekko Management's own, read-only, below {@code /management}. */
public final class ManagementRoutes extends AllDirectives {
    /** How many past plans are listed where nothing else is asked for. */
    private static final int PAST_PLANS = 50;

    private final ClusterDoor door;
    private final ManagementConfig config;
    private final Entrance entrance;
    private final RequestTrail trail;
    private final Route pekkoManagement;

    /** The routes that are handed in must not change the membership: a node is downed by fencing alone. */
    public ManagementRoutes(
            ClusterDoor door,
            ManagementConfig config,
            Identification identification,
            String runDirectory,
            RequestTrail trail,
            Route pekkoManagement) {
        this(
                door,
                config,
                new Entrance(
                        new TokenGate(identification, runDirectory),
                        new RateLimits(config.rate(), Clock.systemUTC()),
                        trail,
                        Clock.systemUTC()),
                trail,
                pekkoManagement);
    }

    private ManagementRoutes(
            ClusterDoor door, ManagementConfig config, Entrance entrance, RequestTrail trail, Route pekkoManagement) {
        this.door = door;
        this.config = config;
        this.entrance = entrance;
        this.trail = trail;
        this.pekkoManagement = pekkoManagement;
    }

    private ManagementRoutes with(ClusterDoor other) {
        return new ManagementRoutes(other, config, entrance, trail, pekkoManagement);
    }

    public Route routes() {
        return concat(new WebRoutes().routes(), guarded());
    }

    private Route guarded() {
        return optionalHeaderValueByName(
                "Accept",
                accept -> parameterOptional("format", format -> {
                    var form = format.map("text"::equals)
                                    .orElse(accept.map(value -> value.startsWith("text/plain")
                                                    || value.startsWith("application/xml"))
                                            .orElse(false))
                            ? Form.TEXT
                            : Form.JSON;
                    return entrance.admit(
                            form,
                            caller -> with(door.as(caller.subject()))
                                    .withWords(form, routes -> routes.inner(caller, form)));
                }));
    }

    private Route inner(TokenGate.Caller caller, Form form) {
        return concat(
                pathPrefix(
                        "v1",
                        () -> concat(
                                path("openapi.json", () -> get(() -> complete(ApiDocument.answer()))),
                                new AccessRoutes(door.access(), form).routes(),
                                new AttributeRoutes(door.attributes(), form, patience(form)).routes(),
                                new ChangeRoutes(door.changes(), form).routes(),
                                new TicketRoutes(door.tickets(), form, patience(form)).routes(),
                                new QuorumRoutes(door.quorum(), form, patience(form)).routes(),
                                new AgentRoutes(door.agents(), form, patience(form)).routes(),
                                new FencingRoutes(door.fencing(), form, patience(form)).routes(),
                                new InsightRoutes(door.insight(), form, patience(form)).routes(),
                                new EventRoutes(door.events(), form, caller.stillIn()).routes(),
                                new OutputRoutes(door.outputs(), form, patience(form)).routes(),
                                new HostRoutes(door.hosts(), form, patience(form)).routes(),
                                new DraftRoutes(door.drafts(), config, form, patience(form)).routes(),
                                new TrailRoutes(trail, door.seesAll(), form, patience(form)).routes(),
                                new CibRoutes(door, config, form, patience(form)).routes(),
                                path("status", () -> get(() -> status(form))),
                                path(segment("requests").slash(segment()), name -> get(() -> requested(name, form))),
                                path("transitions", () -> get(() -> transitions(form))),
                                path(
                                        "history",
                                        () -> get(() -> parameterOptional("last", last -> history(last, form)))),
                                path(
                                        segment("history").slash(segment()).slash(segment()),
                                        (node, file) -> get(() -> pastPlan(node, file, form))),
                                path(segment("explain").slash(segment()), name -> get(() -> explain(name, form))),
                                path(
                                        segment("resource").slash(segment()).slash(segment()),
                                        (name, verb) -> post(() -> resource(name, verb, form))),
                                path(
                                        segment("node").slash(segment()).slash(segment()),
                                        (name, verb) -> post(() -> node(name, verb, form))))),
                new MetricsRoutes(door.metrics(), door.seesAll(), form, patience(form)).routes(),
                pathPrefix(
                        "management",
                        () -> get(() -> onSuccess(
                                door.seesAll(), all -> all ? pekkoManagement : complete(membersHidden(form))))));
    }

    /** The addresses of the members stand in no section of the CIB. */
    private static HttpResponse membersHidden(Form form) {
        return Answers.fault(
                StatusCodes.FORBIDDEN,
                new Fault("/management", "is for those who may read the whole CIB", "", "see `systole status`"),
                form);
    }

    private Route status(Form form) {
        return answer(
                form,
                door.status(),
                status -> form == Form.TEXT
                        ? Answers.text(StatusCodes.OK, StatusText.of(status, ZoneId.systemDefault()))
                        : Answers.json(StatusCodes.OK, status));
    }

    private Route requested(String name, Form form) {
        return Asker.isName(name)
                ? outcome(form, door.outcomeOf(name))
                : complete(Answers.fault(StatusCodes.BAD_REQUEST, badName(name), form));
    }

    private static Fault badName(String name) {
        return new Fault(
                "the name of a request",
                "is " + name,
                "must be 1 to 128 letters, digits and . _ : @ -",
                "choose one that no other request has");
    }

    /** What the client says of a change: a name that makes it safe to repeat, and the reason. */
    private Route withWords(Form form, Function<ManagementRoutes, Route> inner) {
        return optionalHeaderValueByName(
                "Idempotency-Key",
                name -> parameterOptional("reason", reason -> {
                    if (name.filter(text -> !Asker.isName(text)).isPresent()) {
                        return complete(Answers.fault(StatusCodes.BAD_REQUEST, badName(name.get()), form));
                    }
                    var words = new RequestWords(name.orElse(null), reason.orElse(null));
                    return inner.apply(with(door.asking(words)));
                }));
    }

    private Route transitions(Form form) {
        return answer(form, door.transitions(), transitions -> Answers.json(StatusCodes.OK, transitions));
    }

    private Route history(Optional<String> last, Form form) {
        int max = last.filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::parseInt)
                .orElse(PAST_PLANS);
        return answer(
                form,
                door.pastPlans(max),
                plans -> form == Form.TEXT
                        ? Answers.text(StatusCodes.OK, PastPlanText.of(plans, ZoneId.systemDefault()))
                        : Answers.json(StatusCodes.OK, plans));
    }

    private Route pastPlan(String node, String file, Form form) {
        return answer(form, door.pastPlan(new NodeName(node), file), found -> Answers.xmlOr(found, form));
    }

    private Route explain(String name, Form form) {
        return parameterOptional(
                "node",
                node -> answer(
                        form,
                        door.explain(new ResourceId(name)),
                        explanations -> explanation(name, explanations, node, form)));
    }

    private static HttpResponse explanation(
            String name, List<Explanation> explanations, Optional<String> node, Form form) {
        if (explanations.isEmpty()) {
            return Answers.fault(
                    StatusCodes.NOT_FOUND,
                    new Fault(
                            "resource " + name, "is not in the CIB", "must be one of its resources", "see the status"),
                    form);
        }
        List<Explanation> shown = explanations.stream()
                .map(explanation -> explanation.forNode(node.orElse(null)))
                .toList();
        if (shown.stream().allMatch(explanation -> explanation.nodes().isEmpty()) && node.isPresent()) {
            return Answers.fault(
                    StatusCodes.NOT_FOUND,
                    new Fault(
                            "node " + node.get(),
                            "is no candidate for " + name,
                            "must be a node of the cluster that may run it",
                            "see the status"),
                    form);
        }
        return form == Form.JSON
                ? Answers.json(StatusCodes.OK, shown)
                : Answers.text(
                        StatusCodes.OK,
                        shown.stream()
                                .flatMap(explanation -> ExplanationText.lines(explanation).stream())
                                .collect(Collectors.joining("\n", "", "\n")));
    }

    /** Verbs that there are not are refused at the entrance. */
    private Route resource(String name, String word, Form form) {
        return new ResourceRoutes(door, patience(form), form, Clock.systemUTC())
                .route(new ResourceId(name), ResourceVerb.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private Route node(String name, String word, Form form) {
        var verb = NodeVerb.valueOf(word.toUpperCase(Locale.ROOT));
        return verb == NodeVerb.FENCE
                ? parameterOptional("tolerance", tolerance -> fence(new NodeName(name), tolerance.orElse("0"), form))
                : outcome(form, door.node(new NodeName(name), verb));
    }

    private Route fence(NodeName node, String tolerance, Form form) {
        var ms = Spans.milliseconds(tolerance);
        return ms.isPresent() && ms.getAsLong() >= 0
                ? outcome(form, door.fencing().fence(node, Duration.ofMillis(ms.getAsLong())))
                : complete(Answers.fault(
                        StatusCodes.BAD_REQUEST,
                        new Fault("tolerance", tolerance, "must be a time such as 60s", ""),
                        form));
    }

    private Route outcome(Form form, CompletionStage<Outcome> outcome) {
        return answer(form, outcome, value -> Answers.of(value, form));
    }

    /** Waits no longer than a request may take: what is not known by then is unknown. */
    private <T> Route answer(Form form, CompletionStage<T> stage, Function<T, HttpResponse> writer) {
        var limited = stage.toCompletableFuture()
                .copy()
                .orTimeout(config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return completeWithFuture(limited.handle((value, failure) ->
                failure == null ? writer.apply(value) : failed(failure, config.requestTimeout(), form)));
    }

    private AttributeRoutes.Patience patience(Form form) {
        return new AttributeRoutes.Patience() {
            @Override
            public <T> Route answer(CompletionStage<T> stage, Function<T, HttpResponse> writer) {
                return ManagementRoutes.this.answer(form, stage, writer);
            }
        };
    }

    private static HttpResponse failed(Throwable failure, Duration timeout, Form form) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        if (failure instanceof TimeoutException || cause instanceof TimeoutException) {
            return Answers.fault(
                    StatusCodes.GATEWAY_TIMEOUT,
                    new Fault(
                            "this request",
                            "no outcome within " + timeout.toSeconds() + " s",
                            "",
                            "it may still be done: look at the status before asking again"),
                    form);
        }
        return Answers.fault(
                StatusCodes.INTERNAL_SERVER_ERROR,
                new Fault("this request", String.valueOf(cause), "", "see the node's log"),
                form);
    }
}
