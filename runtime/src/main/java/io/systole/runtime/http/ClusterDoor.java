package io.systole.runtime.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.Subject;
import io.systole.cib.tree.TreeEdit;
import io.systole.policy.explain.Explanation;
import io.systole.runtime.agents.AgentDirectory;
import io.systole.runtime.status.StatusView;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP interface asks of the cluster. No stage fails for a reason of the cluster's: that is an outcome. */
public interface ClusterDoor {
    /**
     * Which parts of the CIB are asked for.
     *
     * @param paths the paths of what is found, instead of itself
     * @param childless what is found without what is below it
     */
    record CibQuery(@Nullable String scope, @Nullable String xpath, boolean paths, boolean childless) {}

    /** What can be asked for one resource. */
    enum ResourceVerb {
        START,
        STOP,
        MOVE,
        BAN,
        CLEAR,
        CLEANUP
    }

    /** What can be asked for one node. */
    enum NodeVerb {
        STANDBY,
        ONLINE,
        MAINTENANCE,
        FENCE
    }

    /** One transition as it is shown. */
    record TransitionLine(long number, String reason, String outcome, List<String> actions) {
        public TransitionLine {
            actions = List.copyOf(actions);
        }
    }

    /**
     * The input of a past plan.
     *
     * @param node where it is kept
     * @param file its name there
     * @param number the transition's number under its DC; 0 where the planner failed
     */
    record PastPlan(String node, String file, long term, int number, Instant at, String reason) {
        /** The transition's name in the log of every node; empty where the planner failed. */
        @JsonProperty("id")
        public String id() {
            return number == 0 ? "" : TransitionKey.transitionId(number, TransitionKey.dc(node, term));
        }
    }

    /** The same cluster for a user: it shows what that user may read, and does what that user may do. */
    ClusterDoor as(Subject subject);

    /** The same cluster for requests of which the client says this. */
    ClusterDoor asking(RequestWords words);

    /** What became of the request of that name, which the user made before. */
    CompletionStage<Outcome> outcomeOf(String request);

    AccessDoor access();

    AttributeDoor attributes();

    ChangesDoor changes();

    TicketDoor tickets();

    QuorumDoor quorum();

    FencingDoor fencing();

    OutputDoor outputs();

    InsightDoor insight();

    MetricsDoor metrics();

    EventsDoor events();

    HostsDoor hosts();

    DraftDoor drafts();

    /** The agents of the node that is asked. */
    AgentDirectory agents();

    /** Whether the user may read everything. */
    CompletionStage<Boolean> seesAll();

    CompletionStage<StatusView> status();

    /**
     * The CIB, as far as it may be read.
     *
     * @param sensible without what makes no sense by itself, so that it can be planned for
     */
    CompletionStage<Outcome> cibXml(boolean sensible);

    CompletionStage<Outcome> replace(String xml);

    /** The parts of the CIB that are asked for, as text; empty when there are none. */
    CompletionStage<Outcome> query(CibQuery query);

    /** Changes the configuration by its elements. */
    CompletionStage<Outcome> changeCib(TreeEdit edit);

    CompletionStage<Outcome> resource(ResourceId resource, ResourceVerb verb, ResourceWish wish);

    CompletionStage<Outcome> node(NodeName node, NodeVerb verb);

    CompletionStage<List<TransitionLine>> transitions();

    /** The newest inputs of plans that the members keep, oldest first. */
    CompletionStage<List<PastPlan>> pastPlans(int max);

    /** The CIB that a past plan was made from, as XML with the moment in it. */
    CompletionStage<Outcome> pastPlan(NodeName node, String file);

    /** Why each instance of the resource is where it is; empty when there is no such resource. */
    CompletionStage<List<Explanation>> explain(ResourceId resource);
}
