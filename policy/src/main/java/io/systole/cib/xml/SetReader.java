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
import java.util.Map;
import java.util.function.Function;

/** Reads property sets, and the rules in them and elsewhere. */
final class SetReader {
    private static final List<String> DATE_UNITS = List.of(
            "seconds",
            "minutes",
            "hours",
            "days",
            "weeks",
            "months",
            "years",
            "monthdays",
            "weekdays",
            "yeardays",
            "yearsdays",
            "weekyears",
            "moon");
    private static final Map<String, Function<Cursor, Condition>> CONDITIONS = Map.of(
            "rule", SetReader::rule,
            "expression", SetReader::expression,
            "date_expression", SetReader::dateExpression,
            "rsc_expression", SetReader::rscExpression,
            "op_expression", SetReader::opExpression);

    private SetReader() {}

    static List<PropertySet> instance(Cursor at) {
        return at.each("instance_attributes", SetReader::set);
    }

    static List<PropertySet> meta(Cursor at) {
        return at.each("meta_attributes", SetReader::set);
    }

    static List<PropertySet> utilization(Cursor at) {
        return at.each("utilization", SetReader::set);
    }

    static PropertySet set(Cursor at) {
        String idRef = at.optional("id-ref");
        String id = at.optionalId();
        String score = Checks.score(at, "score");
        Rule rule = at.atMostOne("rule", SetReader::rule);
        // in a very old form the pairs are wrapped once more
        List<NvPair> wrapped = at.beginsWith("attributes") ? at.atMostOne("attributes", SetReader::pairs) : null;
        List<NvPair> pairs = wrapped != null ? wrapped : pairs(at);
        return new PropertySet(id, idRef, score, rule, pairs);
    }

    private static List<NvPair> pairs(Cursor at) {
        return at.each("nvpair", SetReader::pair);
    }

    private static NvPair pair(Cursor at) {
        String idRef = at.optional("id-ref");
        String name = idRef == null ? at.wanted("name") : at.optional("name");
        return new NvPair(at.optionalId(), idRef, name, at.optional("value"));
    }

    static Rule rule(Cursor at) {
        String idRef = at.optional("id-ref");
        return new Rule(
                at.optionalId(),
                idRef,
                Checks.role(at, "role"),
                Checks.score(at, "score"),
                at.optional("score-attribute"),
                at.oneOf("boolean-op", List.of("and", "or")),
                at.each(CONDITIONS));
    }

    private static Condition expression(Cursor at) {
        String id = at.definedId();
        String attribute = at.required("attribute");
        at.required("operation");
        String operation =
                at.oneOf("operation", List.of("lt", "gt", "lte", "gte", "eq", "ne", "defined", "not_defined"));
        return new Expression(
                id,
                attribute,
                operation == null ? Cursor.MISSING : operation,
                at.optional("value"),
                at.oneOf("type", List.of("string", "integer", "number", "version")),
                at.oneOf("value-source", List.of("literal", "param", "meta")));
    }

    private static Condition dateExpression(Cursor at) {
        return new DateExpression(
                at.definedId(),
                at.oneOf("operation", List.of("in_range", "gt", "lt", "date_spec")),
                at.optional("start"),
                at.optional("end"),
                at.atMostOne("duration", SetReader::dateParts),
                at.atMostOne("date_spec", SetReader::dateParts));
    }

    private static DateParts dateParts(Cursor at) {
        String idRef = at.optional("id-ref");
        return new DateParts(at.optionalId(), idRef, at.otherAttributes(DATE_UNITS::contains));
    }

    private static Condition rscExpression(Cursor at) {
        return new RscExpression(at.definedId(), at.optional("class"), at.optional("provider"), at.optional("type"));
    }

    private static Condition opExpression(Cursor at) {
        return new OpExpression(at.definedId(), at.required("name"), Checks.span(at, "interval"));
    }
}
