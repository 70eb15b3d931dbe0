package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.Subject;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.policy.explain.Explanation;
import io.systole.runtime.agents.AgentDescription;
import io.systole.runtime.agents.AgentDirectory;
import io.systole.runtime.status.OutputView;
import io.systole.runtime.status.PlanView;
import io.systole.runtime.status.QuorumView;
import io.systole.runtime.status.ResourceDetail;
import io.systole.runtime.status.Role;
import io.systole.runtime.status.StatusView;
import io.systole.runtime.status.TicketView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** A cluster that remembers what it was asked for and answers as it is told. */
final class FakeDoor implements ClusterDoor {
    final List<String> asked = new ArrayList<>();
    CompletionStage<Outcome> answer = CompletableFuture.completedStage(new Outcome.Done("done"));

    @Nullable
    Subject user;

    RequestWords words = RequestWords.NONE;

    boolean seesAll = true;

    /** Null where nobody more may listen. */
    @Nullable
    Source<EventsDoor.Told, NotUsed> events;

    @Override
    public ClusterDoor as(Subject subject) {
        user = subject;
        return this;
    }

    @Override
    public ClusterDoor asking(RequestWords said) {
        words = said;
        return this;
    }

    @Override
    public CompletionStage<Outcome> outcomeOf(String request) {
        asked.add("outcome of " + request);
        return answer;
    }

    @Override
    public CompletionStage<Boolean> seesAll() {
        return CompletableFuture.completedStage(seesAll);
    }

    @Override
    public HostsDoor hosts() {
        return new FakeHosts(this);
    }

    @Override
    public MetricsDoor metrics() {
        return () -> CompletableFuture.completedStage("systole_dc 1.0\n");
    }

    @Override
    public DraftDoor drafts() {
        return new FakeDrafts(asked, () -> answer);
    }

    @Override
    public EventsDoor events() {
        return after -> CompletableFuture.completedStage(Optional.ofNullable(events)
                .map(source -> after == null
                        ? source
                        : source.prepend(Source.single(new EventsDoor.Told("r-0", "missed", "{}")))));
    }

    @Override
    public AgentDirectory agents() {
        return new AgentDirectory() {
            @Override
            public CompletionStage<List<String>> list(String of) {
                return CompletableFuture.completedStage(List.of("ocf:a:B", "asked:" + of));
            }

            @Override
            public CompletionStage<Told> describe(String name) {
                return CompletableFuture.completedStage(
                        name.equals("ocf:a:B")
                                ? new Told.Described(new AgentDescription(name, "", "short", "", List.of(), List.of()))
                                : new Told.Untold(false, name + " is not installed"));
            }
        };
    }

    @Override
    public QuorumDoor quorum() {
        return new QuorumDoor() {
            @Override
            public CompletionStage<Optional<QuorumView>> status() {
                var line = new QuorumView.Line("n1", 1, "online", Instant.EPOCH, true);
                return CompletableFuture.completedStage(Optional.of(new QuorumView(
                                "n1",
                                true,
                                "3 of 3 votes, needed 2",
                                3,
                                3,
                                2,
                                1,
                                true,
                                true,
                                "n1",
                                "votes",
                                null,
                                List.of(line),
                                List.of(),
                                null))
                        .filter(view -> seesAll));
            }

            @Override
            public CompletionStage<Outcome> unblock(boolean dryRun) {
                asked.add(dryRun ? "what if unblocked" : "unblocked");
                return answer;
            }

            @Override
            public CompletionStage<Outcome> expect(int votes, boolean dryRun) {
                asked.add((dryRun ? "what if " : "") + votes + " votes were expected");
                return answer;
            }
        };
    }

    @Override
    public OutputDoor outputs() {
        var output = new OutputView(
                "n2",
                "web",
                "web_start_0",
                1,
                "error",
                "no disk",
                Instant.EPOCH,
                "stdout:\nlooking\nstderr:\nno disk\n");
        return resource -> CompletableFuture.completedStage(new OutputDoor.Kept(
                !seesAll, resource.value().equals("web") ? List.of(output) : List.of(), List.of("n3")));
    }

    @Override
    public ChangesDoor changes() {
        return new ChangesDoor() {
            @Override
            public CompletionStage<List<ChangeLine>> list(int max) {
                return CompletableFuture.completedStage(List.of(new ChangeLine(
                        "0.17", "0.16", Instant.EPOCH, "ada", "systole", "n1", "r", max + " at most", "because")));
            }

            @Override
            public CompletionStage<Outcome> change(String version, boolean patch) {
                asked.add("change " + version + (patch ? " as a patch" : ""));
                return answer;
            }

            @Override
            public CompletionStage<Outcome> configuration(String version) {
                asked.add("configuration " + version);
                return answer;
            }
        };
    }

    @Override
    public InsightDoor insight() {
        return new InsightDoor() {
            @Override
            public CompletionStage<Optional<ResourceDetail>> resource(ResourceId resource) {
                return CompletableFuture.completedStage(
                        resource.value().equals("web")
                                ? Optional.of(new ResourceDetail(
                                        "web",
                                        "primitive",
                                        "ocf:x:y",
                                        "primitive web ocf:x:y\n",
                                        List.of("web"),
                                        List.of(),
                                        List.of()))
                                : Optional.empty());
            }

            @Override
            public CompletionStage<Planned> plan(NodeName node, String file) {
                return CompletableFuture.completedStage(new Planned.Made(new PlanView(
                        List.of(file + " of " + node),
                        List.of(new PlanView.Place("web", "n1", Role.STARTED)),
                        List.of(new PlanView.Step(3, "rsc_op", "stop", "web_stop_0", "web", "n1", 0, List.of(2))))));
            }
        };
    }

    @Override
    public TicketDoor tickets() {
        return new TicketDoor() {
            @Override
            public CompletionStage<List<TicketView>> list() {
                var need = new TicketView.Need("c", List.of("web"), "fence");
                return CompletableFuture.completedStage(List.of(new TicketView(
                        "T", true, true, Instant.EPOCH, new TreeMap<>(Map.of("owner", "site-a")), List.of(need))));
            }

            @Override
            public CompletionStage<Outcome> change(TicketEdit edit) {
                asked.add("ticket " + edit.kind() + " " + edit.ticket() + " " + edit.name() + "=" + edit.value()
                        + (edit.forced() ? " forced" : ""));
                return answer;
            }
        };
    }

    @Override
    public FencingDoor fencing() {
        return new FakeFencing(asked, () -> answer);
    }

    @Override
    public AttributeDoor attributes() {
        return new FakeAttributes(asked);
    }

    @Override
    public AccessDoor access() {
        return new AccessDoor() {
            @Override
            public CompletionStage<Identity> identity(boolean rights) {
                return CompletableFuture.completedStage(new Identity(
                        String.valueOf(user),
                        List.of("staff"),
                        List.of("viewer"),
                        false,
                        true,
                        rights ? List.of(Right.MOVES, Right.STATUS) : null));
            }

            @Override
            public CompletionStage<List<Granted>> granted() {
                return CompletableFuture.completedStage(
                        List.of(new Granted("bob", List.of("staff"), List.of(), Instant.EPOCH)));
            }

            @Override
            public CompletionStage<Outcome> grant(
                    String name, List<String> groups, List<String> roles, boolean enable) {
                asked.add("grant " + name + " " + groups + " " + roles + (enable ? " and ACLs on" : ""));
                return answer;
            }

            @Override
            public CompletionStage<Outcome> revoke(String name) {
                asked.add("revoke " + name);
                return answer;
            }
        };
    }

    @Override
    public CompletionStage<StatusView> status() {
        return CompletableFuture.completedStage(new StatusView(
                "example",
                "alpha",
                "alpha",
                true,
                "",
                null,
                Instant.EPOCH,
                null,
                "0.1.0",
                null,
                "idle",
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    }

    @Override
    public CompletionStage<Outcome> cibXml(boolean sensible) {
        return CompletableFuture.completedStage(new Outcome.Done("<cib/>"));
    }

    @Override
    public CompletionStage<Outcome> query(CibQuery query) {
        asked.add("query " + query.scope() + " " + query.xpath());
        return answer;
    }

    @Override
    public CompletionStage<Outcome> changeCib(TreeEdit edit) {
        asked.add(edit.operation() + " " + edit.scope() + " " + edit.xpath() + " " + edit.xml());
        return answer;
    }

    @Override
    public CompletionStage<Outcome> replace(String xml) {
        asked.add("replace " + xml);
        return answer;
    }

    @Override
    public CompletionStage<Outcome> resource(ResourceId resource, ResourceVerb verb, ResourceWish wish) {
        asked.add(verb + " " + resource + wish.node().map(name -> " " + name).orElse("")
                + (wish.terms().promoted() ? " promoted" : "")
                + (wish.terms().until() == null ? "" : " until " + wish.terms().until())
                + (wish.expired() ? " expired" : ""));
        return answer;
    }

    @Override
    public CompletionStage<Outcome> node(NodeName node, NodeVerb verb) {
        asked.add(verb + " " + node);
        return answer;
    }

    @Override
    public CompletionStage<List<Explanation>> explain(ResourceId resource) {
        return CompletableFuture.completedStage(
                resource.value().equals("web")
                        ? List.of(new Explanation(
                                "web", List.of("n1"), "n1", "Started", "it ran there", List.of(), null, List.of()))
                        : List.of());
    }

    @Override
    public CompletionStage<List<TransitionLine>> transitions() {
        return CompletableFuture.completedStage(List.of(new TransitionLine(1, "start", "complete", List.of())));
    }

    @Override
    public CompletionStage<List<PastPlan>> pastPlans(int max) {
        var first = new PastPlan("n1", "pe-input-0.bz2", 1, 1, Instant.EPOCH, "start");
        var second = new PastPlan("n2", "pe-warn-0.bz2", 2, 1, Instant.EPOCH.plusSeconds(60), "node lost");
        return CompletableFuture.completedStage(max == 1 ? List.of(second) : List.of(first, second));
    }

    @Override
    public CompletionStage<Outcome> pastPlan(NodeName node, String file) {
        return CompletableFuture.completedStage(
                node.value().equals("n2") && file.equals("pe-warn-0.bz2")
                        ? new Outcome.Done("<cib/>")
                        : new Outcome.NotFound(new Fault(file, "is not there", "", "")));
    }
}
