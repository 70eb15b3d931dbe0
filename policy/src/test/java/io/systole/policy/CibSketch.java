package io.systole.policy;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.policy.digest.ParameterDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A CIB from a few words a line, with a history that has digests:
 * <pre>
 * nodes n1 n2          online nodes; lost n2, standby n1, shutdown n1, maintenance n1, attr n1 NAME=VALUE
 * capacity n1 cpu=3 memory=1                           (utilization of a node)
 * option NAME=VALUE    quorum false    fenced r             (a remote node that was fenced)
 * feature 3.16.0       the feature set that wrote the CIB, 3.20.0 where nothing is said
 * primitive db +meta:NAME=VALUE +param:NAME=VALUE +op:monitor:10s +op:monitor:11s:Promoted
 * group g db web       clone c db +meta:NAME=VALUE          (of what was named before)
 * ran n1 db start=0 monitor/10000=1 stop=pending            (operation, interval in ms, result code)
 * ran n2 db monitor=7@1400                                  (and when)
 * &lt;rsc_location .../>  any constraint as it is, also &lt;bundle>, &lt;clone>, &lt;primitive>
 * </pre>
 */
final class CibSketch {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";

    private final Map<String, String> resources = new TreeMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, Map<String, String>> parameters = new TreeMap<>();
    private final Map<String, String> agents = new TreeMap<>();
    private final List<String> nodes = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> fenced = new ArrayList<>();
    private final Map<String, Map<String, String>> attributes = new TreeMap<>();
    private final Map<String, String> capacities = new TreeMap<>();
    private final Map<String, StringBuilder> history = new TreeMap<>();
    private final StringBuilder options = new StringBuilder();
    private final StringBuilder constraints = new StringBuilder();
    private String quorum = "true";
    private String feature = "3.20.0";
    private int calls;

    static Cib read(List<String> lines) {
        CibSketch sketch = new CibSketch();
        lines.forEach(sketch::line);
        return CibXml.read(sketch.xml()).understood().orElseThrow();
    }

    private void line(String line) {
        if (line.startsWith("<bundle") || line.startsWith("<clone") || line.startsWith("<primitive")) {
            add(line, line);
            return;
        }
        if (line.startsWith("<")) {
            constraints.append(line);
            return;
        }
        List<String> words = List.of(line.split(" ", -1));
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "nodes" -> nodes.addAll(rest);
            case "lost" -> lost.addAll(rest);
            case "fenced" -> fenced.addAll(rest);
            case "standby" -> rest.forEach(node -> attribute(node, "standby=on"));
            case "maintenance" -> rest.forEach(node -> attribute(node, "maintenance=true"));
            case "shutdown" -> rest.forEach(node -> attribute(node, "shutdown=1000"));
            case "attr" -> attribute(rest.get(0), rest.get(1));
            case "capacity" -> capacity(rest.get(0), rest.subList(1, rest.size()));
            case "feature" -> feature = rest.get(0);
            case "quorum" -> quorum = rest.get(0);
            case "option" -> options.append(pair("option", rest.get(0)));
            case "primitive", "device" -> primitive(words.get(0), rest);
            case "group", "clone" -> collective(words.get(0), rest);
            case "ran" -> ran(rest);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void attribute(String node, String pair) {
        int at = pair.indexOf('=');
        attributes.computeIfAbsent(node, name -> new TreeMap<>()).put(pair.substring(0, at), pair.substring(at + 1));
    }

    private void capacity(String node, List<String> amounts) {
        String id = node + "-utilization";
        String pairs = amounts.stream().map(amount -> pair(id, amount)).collect(Collectors.joining());
        capacities.put(node, "<utilization id='%s'>%s</utilization>".formatted(id, pairs));
    }

    private static String pair(String prefix, String text) {
        int at = text.indexOf('=');
        String name = text.substring(0, at);
        return "<nvpair id='%s-%s' name='%s' value='%s'/>".formatted(prefix, name, name, text.substring(at + 1));
    }

    private static String set(String kind, String id, List<String> words) {
        String marker = kind.equals("meta_attributes") ? "+meta:" : "+param:";
        String pairs = words.stream()
                .filter(word -> word.startsWith(marker))
                .map(word -> pair(id + "-" + kind, word.substring(marker.length())))
                .collect(Collectors.joining());
        return pairs.isEmpty() ? "" : "<%s id='%s-%s'>%s</%s>".formatted(kind, id, kind, pairs, kind);
    }

    private void primitive(String kind, List<String> words) {
        String id = words.get(0);
        String operations = words.stream()
                .filter(word -> word.startsWith("+op:"))
                .map(word -> operation(id, word.substring(4).split(":", -1)))
                .collect(Collectors.joining());
        String agent = kind.equals("device")
                ? "class='stonith' type='fence_dummy'"
                : "class='ocf' provider='pacemaker' type='Stateful'";
        agents.put(id, agent);
        Map<String, String> own = new TreeMap<>();
        words.stream().filter(word -> word.startsWith("+param:")).forEach(word -> {
            String[] pair = word.substring(7).split("=", 2);
            own.put(pair[0], pair[1]);
        });
        parameters.put(id, own);
        add(
                id,
                "<primitive id='%s' %s>%s%s<operations>%s</operations></primitive>"
                        .formatted(
                                id,
                                agent,
                                set("instance_attributes", id, words),
                                set("meta_attributes", id, words),
                                operations));
    }

    private static String operation(String id, String[] parts) {
        String more = parts.length > 2 ? " role='" + parts[2] + "'" : "";
        more += parts.length > 3 ? " on-fail='" + parts[3] + "'" : "";
        return "<op id='%s-%s-%s' name='%s' interval='%s'%s/>"
                .formatted(id, parts[0], parts[1], parts[0], parts[1], more.replace(" role=''", ""));
    }

    private void collective(String kind, List<String> words) {
        StringBuilder children = new StringBuilder();
        for (String word : words.subList(1, words.size())) {
            if (!word.startsWith("+")) {
                children.append(resources.remove(word));
                order.remove(word);
            }
        }
        String id = words.get(0);
        add(id, "<%s id='%s'>%s%s</%s>".formatted(kind, id, set("meta_attributes", id, words), children, kind));
    }

    private void add(String id, String xml) {
        resources.put(id, xml);
        order.add(id);
    }

    private void ran(List<String> words) {
        String node = words.get(0);
        String resource = words.get(1);
        StringBuilder entries = new StringBuilder();
        for (String word : words.subList(2, words.size())) {
            entries.append(entry(node, resource, word));
        }
        history.computeIfAbsent(node, name -> new StringBuilder())
                .append("<lrm_resource id='%s' %s>%s</lrm_resource>"
                        .formatted(resource, agents.getOrDefault(resource, agentOf(resource)), entries));
    }

    /** The agent of what a bundle implies, or of an agent without parameters. */
    private static String agentOf(String resource) {
        if (resource.startsWith("web")) {
            return "class='lsb' type='web'";
        }
        return resource.contains("podman")
                ? "class='ocf' provider='heartbeat' type='podman'"
                : "class='ocf' provider='pacemaker' type='remote'";
    }

    private String entry(String node, String resource, String word) {
        if (word.endsWith("+secure")) {
            return entry(node, resource, word.substring(0, word.length() - 7))
                    .replace(" op-digest=", " op-digest='another' op-secure-digest=");
        }
        if (word.endsWith("=pending")) {
            return entry(node, resource, word.replace("=pending", "=193"))
                    .replace(" op-status='0'", " op-status='-1'")
                    .replace("'0:193;", "'-1:193;")
                    .replace(resource + "_last_failure_0", resource + "_last_0");
        }
        int at = word.indexOf('@');
        if (at >= 0) {
            String changed = "last-rc-change='" + word.substring(at + 1) + "'";
            return entry(node, resource, word.substring(0, at)).replaceFirst("last-rc-change='[0-9]*'", changed);
        }
        int arrow = word.indexOf('>');
        if (arrow >= 0) {
            int end = word.indexOf('=');
            String ends = " migrate_source='%s' migrate_target='%s'/>".formatted(node, word.substring(arrow + 1, end));
            return entry(node, resource, word.substring(0, arrow) + word.substring(end))
                    .replace("/>", ends);
        }
        String[] parts = word.split("[=/]", -1);
        String interval = parts.length == 3 ? parts[1] : "0";
        String result = parts[parts.length - 1];
        boolean probe = parts[0].equals("monitor") && interval.equals("0");
        boolean promoted = parts[0].equals("monitor") && result.equals("8");
        String expected = probe ? "7" : promoted ? "8" : "0";
        TreeMap<String, String> hashed = new TreeMap<>(parameters.getOrDefault(resource, Map.of()));
        if (!interval.equals("0")) {
            hashed.put("CRM_meta_timeout", "20000");
        }
        calls++;
        String key = "1:1:" + expected + ":" + UUID;
        String id = result.equals(expected) || probe
                ? resource + "_" + parts[0] + "_" + interval
                : resource + "_last_failure_0";
        return ("<lrm_rsc_op id='%s' operation_key='%s_%s_%s' operation='%s' interval='%s' call-id='%d' rc-code='%s'"
                        + " op-status='0' transition-key='%s' transition-magic='0:%s;%s' last-rc-change='%d'"
                        + " op-digest='%s'/>")
                .formatted(
                        id,
                        resource,
                        parts[0],
                        interval,
                        parts[0],
                        interval,
                        calls,
                        result,
                        key,
                        result,
                        key,
                        1000 + calls,
                        ParameterDigest.of(hashed));
    }

    private String xml() {
        StringBuilder known = new StringBuilder();
        StringBuilder states = new StringBuilder();
        for (String node : nodes) {
            known.append("<node id='%s' uname='%s'>%s</node>".formatted(node, node, capacities.getOrDefault(node, "")));
            boolean online = !lost.contains(node);
            String values = attributes.getOrDefault(node, Map.of()).entrySet().stream()
                    .map(each -> pair(node, each.getKey() + "=" + each.getValue()))
                    .collect(Collectors.joining());
            states.append("<node_state id='%s' uname='%s' in_ccm='%s' crmd='%s' join='%s' expected='member'>"
                    .formatted(node, node, online, online ? "online" : "offline", online ? "member" : "down"));
            states.append("<transient_attributes id='%s'><instance_attributes id='%s-t'>%s</instance_attributes>"
                    .formatted(node, node, values));
            states.append("</transient_attributes><lrm id='%s'><lrm_resources>%s</lrm_resources></lrm></node_state>"
                    .formatted(node, history.getOrDefault(node, new StringBuilder())));
        }
        for (String node : fenced) {
            states.append(
                            "<node_state id='%s' uname='%s' remote_node='true' node_fenced='1'><lrm id='%s'><lrm_resources>"
                                    .formatted(node, node, node))
                    .append(history.getOrDefault(node, new StringBuilder()))
                    .append("</lrm_resources></lrm></node_state>");
        }
        String all = order.stream().map(resources::get).collect(Collectors.joining());
        return ("<cib validate-with='pacemaker-4.0' crm_feature_set='%s' admin_epoch='1' epoch='1' num_updates='1'"
                        + " have-quorum='%s' dc-uuid='%s'><configuration><crm_config>"
                        + "<cluster_property_set id='cib-bootstrap-options'>%s</cluster_property_set></crm_config>"
                        + "<nodes>%s</nodes><resources>%s</resources><constraints>%s</constraints></configuration>"
                        + "<status>%s</status></cib>")
                .formatted(feature, quorum, nodes.get(0), options, known, all, constraints, states);
    }
}
