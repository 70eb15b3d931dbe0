package io.systole.cib.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short words of a role for parts of the CIB, and the XPath that each stands for. */
final class AclShortcuts {
    /** What may stand behind a right. */
    static final List<String> WORDS = List.of(
            "xpath:PATH",
            "tag:ELEMENT",
            "ref:ID",
            "attribute:NAME",
            "meta:RESOURCE[:NAME]",
            "params:RESOURCE[:NAME]",
            "utilization:RESOURCE",
            "location:RESOURCE",
            "property[:NAME]",
            "node[:NODE]",
            "nodeattr[:NAME]",
            "nodeutil[:NODE]",
            "status",
            "cib");

    /** The paths, with %s for each part behind a colon. */
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    static {
        PATHS.put("meta:%s:%s", "//primitive[@id='%s']/meta_attributes/nvpair[@name='%s']");
        PATHS.put("meta:%s", "//primitive[@id='%s']/meta_attributes");
        PATHS.put("params:%s:%s", "//primitive[@id='%s']/instance_attributes/nvpair[@name='%s']");
        PATHS.put("params:%s", "//primitive[@id='%s']/instance_attributes");
        PATHS.put("utilization:%s", "//primitive[@id='%s']/utilization");
        PATHS.put("location:%s", "//rsc_location[@rsc='%s']");
        PATHS.put("property:%s", "//crm_config/cluster_property_set/nvpair[@name='%s']");
        PATHS.put("property", "//crm_config/cluster_property_set");
        PATHS.put("nodeattr:%s", "//nodes/node/instance_attributes/nvpair[@name='%s']");
        PATHS.put("nodeattr", "//nodes/node/instance_attributes");
        PATHS.put("nodeutil:%s", "//nodes/node[@uname='%s']/utilization");
        PATHS.put("nodeutil", "//nodes/node/utilization");
        PATHS.put("node:%s", "//nodes/node[@uname='%s']");
        PATHS.put("node", "//nodes/node");
        PATHS.put("status", "//status");
        PATHS.put("cib", "//cib");
    }

    private AclShortcuts() {}

    static Optional<String> xpath(String word) {
        return translated(word, PATHS);
    }

    static Optional<String> word(String xpath) {
        var words = new LinkedHashMap<String, String>();
        PATHS.forEach((word, path) -> words.put(path, word));
        return translated(xpath, words);
    }

    private static Optional<String> translated(String text, Map<String, String> table) {
        for (var entry : table.entrySet()) {
            Matcher matcher = pattern(entry.getKey()).matcher(text);
            if (matcher.matches()) {
                Object[] parts = new Object[matcher.groupCount()];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = matcher.group(i + 1);
                }
                return Optional.of(entry.getValue().formatted(parts));
            }
        }
        return Optional.empty();
    }

    private static Pattern pattern(String template) {
        String[] literals = template.split("%s", -1);
        var pattern = new StringBuilder();
        for (int i = 0; i < literals.length; i++) {
            pattern.append(i > 0 ? "([A-Za-z0-9_.#-]+)" : "").append(Pattern.quote(literals[i]));
        }
        return Pattern.compile(pattern.toString());
    }
}
