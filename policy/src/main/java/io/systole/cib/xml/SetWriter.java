package io.systole.cib.xml;

import io.systole.cib.Condition;
import io.systole.cib.DateExpression;
import io.systole.cib.DateParts;
import io.systole.cib.Expression;
import io.systole.cib.NvPair;
import io.systole.cib.OpExpression;
import io.systole.cib.PropertySet;
import io.systole.cib.RscExpression;
import io.systole.cib.Rule;
import java.util.List;

/** Writes property sets and rules. */
final class SetWriter {
    private SetWriter() {}

    static void instance(Out out, List<PropertySet> sets) {
        sets(out, "instance_attributes", sets);
    }

    static void meta(Out out, List<PropertySet> sets) {
        sets(out, "meta_attributes", sets);
    }

    static void utilization(Out out, List<PropertySet> sets) {
        sets(out, "utilization", sets);
    }

    static void sets(Out out, String name, List<PropertySet> sets) {
        for (PropertySet set : sets) {
            out.begin(name).at("id", set.id()).at("id-ref", set.idRef()).at("score", set.score());
            out.maybe(set.rule(), SetWriter::rule)
                    .each(set.pairs(), SetWriter::pair)
                    .end();
        }
    }

    private static void pair(Out out, NvPair pair) {
        out.begin("nvpair")
                .at("id", pair.id())
                .at("id-ref", pair.idRef())
                .at("name", pair.name())
                .at("value", pair.value())
                .end();
    }

    static void rule(Out out, Rule rule) {
        out.begin("rule")
                .at("id", rule.id())
                .at("id-ref", rule.idRef())
                .at("role", rule.role())
                .at("score", rule.score())
                .at("score-attribute", rule.scoreAttribute())
                .at("boolean-op", rule.booleanOp())
                .each(rule.conditions(), SetWriter::condition)
                .end();
    }

    private static void condition(Out out, Condition condition) {
        if (condition instanceof Rule rule) {
            rule(out, rule);
        } else if (condition instanceof Expression e) {
            out.begin("expression")
                    .at("id", e.id())
                    .at("attribute", e.attribute())
                    .at("operation", e.operation())
                    .at("value", e.value())
                    .at("type", e.type())
                    .at("value-source", e.valueSource())
                    .end();
        } else if (condition instanceof DateExpression e) {
            out.begin("date_expression")
                    .at("id", e.id())
                    .at("operation", e.operation())
                    .at("start", e.start())
                    .at("end", e.end());
            out.maybe(e.duration(), (o, parts) -> parts(o, "duration", parts));
            out.maybe(e.dateSpec(), (o, parts) -> parts(o, "date_spec", parts)).end();
        } else if (condition instanceof RscExpression e) {
            out.begin("rsc_expression")
                    .at("id", e.id())
                    .at("class", e.resourceClass())
                    .at("provider", e.provider())
                    .at("type", e.type())
                    .end();
        } else if (condition instanceof OpExpression e) {
            out.begin("op_expression")
                    .at("id", e.id())
                    .at("name", e.name())
                    .at("interval", e.interval())
                    .end();
        } else {
            throw new AssertionError("unhandled " + condition);
        }
    }

    private static void parts(Out out, String name, DateParts parts) {
        out.begin(name)
                .at("id", parts.id())
                .at("id-ref", parts.idRef())
                .all(parts.parts())
                .end();
    }
}
