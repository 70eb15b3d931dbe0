package io.systole.runtime.jmx;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.MoveTerms;
import io.systole.policy.explain.ExplanationText;
import io.systole.runtime.http.ClusterDoor.ResourceVerb;
import io.systole.runtime.http.ResourceWish;
import io.systole.runtime.status.FailureView;
import io.systole.runtime.status.Placement;
import io.systole.runtime.status.ResourceView;
import io.systole.runtime.status.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resources by the status. */
final class ResourcesBean implements ResourceOperationsMXBean {
    private final Door door;

    ResourcesBean(Door door) {
        this.door = door;
    }

    /** @param at null where it runs nowhere */
    private record Line(
            String id,
            String agent,
            String partOf,
            List<String> notes,
            @Nullable Placement at) implements ResourceLine {
        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getAgent() {
            return agent;
        }

        @Override
        public String getPartOf() {
            return partOf;
        }

        @Override
        public String getNode() {
            return at == null ? "" : at.node();
        }

        @Override
        public String getRole() {
            return (at == null ? Role.STOPPED : at.role()).words();
        }

        @Override
        public String getUnderWay() {
            return at == null ? "" : Objects.requireNonNullElse(at.pending(), "");
        }

        @Override
        public boolean isFailed() {
            return at != null && at.failed();
        }

        @Override
        public List<String> getNotes() {
            return notes;
        }
    }

    private record Failure(FailureView failure) implements FailureLine {
        @Override
        public String getResource() {
            return failure.resource();
        }

        @Override
        public String getOperation() {
            return failure.operation();
        }

        @Override
        public String getNode() {
            return failure.node();
        }

        @Override
        public int getRc() {
            return failure.rc();
        }

        @Override
        public String getResult() {
            return failure.result();
        }

        @Override
        public String getExitReason() {
            return failure.exitReason();
        }

        @Override
        public String getAt() {
            return failure.at();
        }
    }

    @Override
    public int getInstances() {
        return door.status().instances();
    }

    @Override
    public List<ResourceLine> getResources() {
        var lines = new ArrayList<ResourceLine>();
        for (ResourceView view : door.status().resources()) {
            if (view instanceof ResourceView.Single single) {
                add(lines, single, "");
            } else if (view instanceof ResourceView.Together group) {
                group.members().forEach(member -> add(lines, member, group.id()));
            } else if (view instanceof ResourceView.Instances clone) {
                add(lines, clone.child(), clone.agent(), clone.id(), clone.notes(), clone.placements());
            } else {
                throw new AssertionError("unhandled " + view);
            }
        }
        return lines;
    }

    private static void add(List<ResourceLine> lines, ResourceView.Single single, String partOf) {
        add(lines, single.id(), single.agent(), partOf, single.notes(), single.placements());
    }

    private static void add(
            List<ResourceLine> lines,
            String id,
            String agent,
            String partOf,
            List<String> notes,
            List<Placement> placements) {
        if (placements.isEmpty()) {
            lines.add(new Line(id, agent, partOf, notes, null));
        }
        placements.forEach(at -> lines.add(new Line(at.instance(), agent, partOf, notes, at)));
    }

    @Override
    public List<FailureLine> getFailures() {
        return door.status().failures().stream().<FailureLine>map(Failure::new).toList();
    }

    @Override
    public String explain(String resource) {
        var explanations = door.ask("why " + resource, cluster -> cluster.explain(new ResourceId(resource)));
        if (explanations.isEmpty()) {
            throw new IllegalStateException(
                    "resource " + resource + ": is not in the CIB; see the attribute Resources");
        }
        return explanations.stream()
                .flatMap(each -> ExplanationText.lines(each).stream())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String start(String resource) {
        return change("start of ", resource, "", ResourceVerb.START);
    }

    @Override
    public String stop(String resource) {
        return change("stop of ", resource, "", ResourceVerb.STOP);
    }

    @Override
    public String cleanup(String resource, String node) {
        return change("cleanup of ", resource, node, ResourceVerb.CLEANUP);
    }

    private String change(String what, String resource, String node, ResourceVerb verb) {
        Optional<NodeName> where = node.isEmpty() ? Optional.empty() : Optional.of(new NodeName(node));
        var wish = new ResourceWish(where, MoveTerms.ALWAYS, false);
        return door.change(
                what + resource + where.map(name -> " on " + name).orElse(""),
                cluster -> cluster.resource(new ResourceId(resource), verb, wish));
    }
}
