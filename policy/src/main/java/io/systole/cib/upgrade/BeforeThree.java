package io.systole.cib.upgrade;

import io.systole.cib.Configuration;
import io.systole.cib.NvPair;
import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What only documents of a schema before 3.0 need: old names of options, parameters and meta attributes. */
final class BeforeThree implements Change {
    private static final List<String> MOVED_OPTIONS = List.of(
            "default-resource-stickiness",
            "default-action-timeout",
            "is-managed-default",
            "default-resource-failure-stickiness");
    private static final List<String> OPERATION_META = List.of(
            "timeout", "start-delay", "interval-origin", "role", "on-fail", "requires", "record-pending", "enabled");

    @Override
    public List<PropertySet> sets(SetKind kind, List<PropertySet> sets) {
        return switch (kind) {
            case OPTIONS ->
                sets.stream().map(set -> Pairs.map(set, BeforeThree::dashed)).toList();
            case INSTANCE ->
                sets.stream().map(set -> Pairs.map(set, BeforeThree::fencing)).toList();
            case META ->
                sets.stream()
                        .map(set -> Pairs.map(set, BeforeThree::stickiness))
                        .toList();
            case UTILIZATION -> sets;
        };
    }

    private static NvPair dashed(NvPair pair) {
        return pair.name() == null ? pair : Pairs.renamed(pair, pair.name().replace('_', '-'));
    }

    private static NvPair fencing(NvPair pair) {
        String name = pair.name();
        if (name == null || !name.startsWith("pcmk_") || !name.endsWith("_cmd")) {
            return pair;
        }
        return Pairs.renamed(pair, name.substring(0, name.length() - "cmd".length()) + "action");
    }

    private static NvPair stickiness(NvPair pair) {
        String name = pair.name() == null ? "" : pair.name().replace('_', '-');
        boolean failure = name.equals("resource-failure-stickiness") && "-INFINITY".equals(pair.value());
        return failure ? new NvPair(pair.id(), pair.idRef(), "migration-threshold", "1") : pair;
    }

    @Override
    public OperationConfig operation(OperationConfig op) {
        List<PropertySet> instance = new ArrayList<>();
        List<PropertySet> meta = new ArrayList<>(op.metaAttributes());
        for (PropertySet set : op.instanceAttributes()) {
            List<NvPair> options = set.pairs().stream()
                    .filter(pair -> OPERATION_META.contains(pair.name()))
                    .toList();
            PropertySet rest = Pairs.without(set, OPERATION_META);
            if (!options.isEmpty()) {
                meta.add(new PropertySet(set.id() + "-meta", null, set.score(), set.rule(), options));
            }
            if (options.isEmpty() || !rest.pairs().isEmpty()) {
                instance.add(rest);
            }
        }
        return Pairs.withSets(op, instance, meta);
    }

    /** What a start or promote operation requires became a meta attribute of the resource. */
    @Override
    public Primitive primitive(Primitive p) {
        Operations operations = p.operations();
        if (operations == null) {
            return p;
        }
        Optional<String> requires = operations.operations().stream()
                .filter(op -> op.name().equals("start") || op.name().equals("promote"))
                .map(OperationConfig::requires)
                .filter(Objects::nonNull)
                .findFirst();
        if (requires.isEmpty()) {
            return p;
        }
        List<PropertySet> meta = new ArrayList<>(p.metaAttributes());
        if (Pairs.first(meta, "requires").isEmpty()) {
            String id = p.id() + "-requires";
            meta.add(PropertySet.of(id, List.of(new NvPair(id + "-pair", null, "requires", requires.get()))));
        }
        List<OperationConfig> plain =
                operations.operations().stream().map(Pairs::withoutRequires).toList();
        return new Primitive(
                p.id(),
                p.agent(),
                p.template(),
                p.description(),
                p.instanceAttributes(),
                meta,
                p.utilization(),
                new Operations(operations.id(), operations.idRef(), plain));
    }

    /** Moves the options that became defaults of resources and operations. */
    static Configuration movedDefaults(Configuration c) {
        List<PropertySet> rsc = new ArrayList<>(c.rscDefaults());
        List<PropertySet> ops = new ArrayList<>(c.opDefaults());
        moved(c, "default-resource-stickiness", "resource-stickiness", rsc);
        moved(c, "is-managed-default", "is-managed", rsc);
        moved(c, "default-action-timeout", "timeout", ops);
        Optional<NvPair> failure = Pairs.first(c.crmConfig(), "default-resource-failure-stickiness");
        if (failure.isPresent() && "-INFINITY".equals(failure.get().value())) {
            rsc.add(single("migration-threshold", "1"));
        }
        List<PropertySet> options = c.crmConfig().stream()
                .map(set -> Pairs.without(set, MOVED_OPTIONS))
                .toList();
        return new Configuration(
                options,
                c.nodes(),
                c.resources(),
                c.constraints(),
                rsc,
                ops,
                c.fencingTopology(),
                c.tags(),
                c.alerts(),
                c.acls());
    }

    private static void moved(Configuration c, String option, String name, List<PropertySet> into) {
        Pairs.first(c.crmConfig(), option).map(NvPair::value).ifPresent(value -> into.add(single(name, value)));
    }

    private static PropertySet single(String name, String value) {
        String id = "upgraded-" + name;
        return PropertySet.of(id, List.of(new NvPair(id + "-pair", null, name, value)));
    }
}
