package io.systole.runtime.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.systole.policy.output.ReportElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as JSON, the same tree as in XML. A section is an object with its attributes and its parts by their names; a
 * list without attributes is an array; an item of a list tells in {@code element} what it is, has its attributes, and in
 * {@code children} what is below it. Attributes are texts, numbers or truth values.
 */
final class ReportJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportJson() {}

    /** Records, as the HTTP interface writes them: without what is null. */
    static String records(Object value) {
        try {
            return new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                            .writeValueAsString(value)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String write(ReportElement root) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(root.name(), part(root));
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object part(ReportElement element) {
        if (element.kind() == ReportElement.Kind.LIST && element.fields().isEmpty()) {
            return items(element);
        }
        Map<String, Object> members = fields(element);
        if (element.kind() == ReportElement.Kind.LIST) {
            members.put("children", items(element));
        } else {
            element.children().forEach(child -> members.put(child.name(), part(child)));
        }
        return members;
    }

    private static List<Object> items(ReportElement element) {
        List<Object> items = new ArrayList<>();
        for (ReportElement child : element.children()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("element", child.name());
            item.putAll(fields(child));
            String text = child.text();
            if (text != null) {
                item.put("text", text);
            }
            if (child.kind() != ReportElement.Kind.LEAF) {
                item.put("children", items(child));
            }
            items.add(item);
        }
        return items;
    }

    private static Map<String, Object> fields(ReportElement element) {
        Map<String, Object> fields = new LinkedHashMap<>();
        element.fields().forEach(field -> fields.put(field.name(), field.value()));
        return fields;
    }
}
