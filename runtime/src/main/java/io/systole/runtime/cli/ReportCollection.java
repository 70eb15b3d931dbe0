package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.ExitCode;
import io.systole.runtime.Version;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Download;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.doctor.Diagnosis;
import io.systole.runtime.doctor.DoctorText;
import io.systole.runtime.host.HostSecrets;
import io.systole.runtime.host.Masking;
import io.systole.runtime.host.ReportArchive;
import io.systole.runtime.host.TarFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

/** Collects a report: what the cluster says, and what each node has; and tells in an index what is where. */
final class ReportCollection {
    /** More than anybody reads; the nodes keep no more. */
    private static final int MANY = 500;

    /** Something that any node tells of the whole cluster. */
    private record Source(String file, String path, Form form, String what) {}

    private static final List<Source> SOURCES = List.of(
            new Source("cluster/status.txt", "/v1/status", Form.TEXT, "the status, as `systole status` shows it"),
            new Source("cluster/status.json", "/v1/status", Form.JSON, "the same for programs"),
            new Source(
                    "cluster/cib.xml",
                    "/v1/cib",
                    Form.XML,
                    "the CIB, status included; crm_mon and crm_simulate read it"),
            new Source("cluster/quorum.txt", "/v1/quorum", Form.TEXT, "votes and quorum"),
            new Source(
                    "cluster/fencing-history.txt", "/v1/fencing/history", Form.TEXT, "who was fenced, by whom and why"),
            new Source("cluster/fencing-check.txt", "/v1/fencing/check", Form.TEXT, "who can be fenced by what"),
            new Source(
                    "cluster/changes.txt",
                    "/v1/changes?last=" + MANY,
                    Form.TEXT,
                    "who changed the configuration, and why"),
            new Source("cluster/transitions.txt", "/v1/history?last=" + MANY, Form.TEXT, "what was planned, and why"),
            new Source(
                    "cluster/transition-actions.json",
                    "/v1/transitions",
                    Form.JSON,
                    "what the DC did of it, with results"));

    private final Target target;
    private final String name;
    private final Instant from;
    private final Instant to;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> meanings = new TreeMap<>();
    private final SortedMap<String, String> missing = new TreeMap<>();
    private final TreeSet<String> nodes = new TreeSet<>();
    private Masking masking = new Masking(List.of());

    ReportCollection(Target target, String name, Instant from, Instant to) {
        this.target = target;
        this.name = name;
        this.from = from;
        this.to = to;
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    /** What could not be had, and why. */
    SortedMap<String, String> missing() {
        return missing;
    }

    /** Asks the node of this host about the whole cluster; false where none runs here. */
    boolean ofCluster() throws CommandFailed, ConfigRefused, IOException {
        Answer cib;
        try {
            cib = target.ask(client -> client.get("/v1/cib", Form.XML));
        } catch (CommandFailed failed) {
            if (failed.exitCode() == ExitCode.UNREACHABLE && !target.isElsewhere()) {
                missing.put("the cluster", "no node runs on this host: only what lies on it is here");
                return false;
            }
            throw failed;
        }
        if (cib.isSuccess()) {
            masking = new Masking(HostSecrets.of(cib.body()));
        }
        for (Source source : SOURCES) {
            source(source);
        }
        doctor();
        outputs();
        for (String node : wanted()) {
            node(node);
        }
        return true;
    }

    private void text(String file, String content, String what) {
        files.put(file, masking.text(content).getBytes(StandardCharsets.UTF_8));
        meanings.put(file, what);
    }

    private void source(Source source) throws ConfigRefused {
        try {
            Answer answer = target.ask(client -> client.get(source.path(), source.form()));
            if (answer.isSuccess()) {
                text(source.file(), answer.body(), source.what());
            } else {
                missing.put(source.file(), answer.body().strip());
            }
        } catch (CommandFailed failed) {
            missing.put(source.file(), String.valueOf(failed.getMessage()));
        }
    }

    private void doctor() throws ConfigRefused {
        try {
            Diagnosis diagnosis = DoctorCommand.asked(target);
            if (diagnosis != null) {
                diagnosis(diagnosis, "cluster/");
            }
        } catch (CommandFailed failed) {
            missing.put("cluster/doctor.txt", String.valueOf(failed.getMessage()));
        }
    }

    private void diagnosis(Diagnosis diagnosis, String directory) {
        text(directory + "doctor.txt", DoctorText.of(diagnosis, true), "what `systole doctor --all` says: begin here");
        text(directory + "doctor.json", ReportJson.records(diagnosis), "the same for programs");
    }

    /** What the agents of the operations printed that failed. */
    private void outputs() throws ConfigRefused {
        byte[] status = files.get("cluster/status.json");
        if (status == null) {
            return;
        }
        try {
            var resources = new TreeSet<String>();
            for (JsonNode failure : new ObjectMapper()
                    .readTree(new String(status, StandardCharsets.UTF_8))
                    .path("failures")) {
                resources.add(failure.path("resource").asText());
            }
            for (String resource : resources) {
                source(new Source(
                        "cluster/output-of-" + resource.replaceAll("[^A-Za-z0-9_.-]", "_") + ".txt",
                        "/v1/resource/" + encoded(resource) + "/output",
                        Form.TEXT,
                        "what its agent printed where it failed"));
            }
        } catch (JsonProcessingException broken) {
            missing.put("cluster/output", String.valueOf(broken.getMessage()));
        }
    }

    /** Those of the configuration file, or of the status where that is not here: a node that is away is one of them too. */
    private List<String> wanted() throws ConfigRefused, IOException {
        if (!target.isElsewhere()) {
            return ConfigFile.nodeNames(target.file());
        }
        var names = new ArrayList<String>();
        new ObjectMapper()
                .readTree(files.getOrDefault("cluster/status.json", new byte[0]))
                .path("nodes")
                .forEach(node -> names.add(node.path("name").asText()));
        return names;
    }

    private void node(String node) throws ConfigRefused, IOException {
        String path =
                "/v1/report/" + encoded(node) + "?from=" + encoded(from.toString()) + "&to=" + encoded(to.toString());
        var made = new AtomicReference<byte[]>(new byte[0]);
        try {
            Answer answer = target.ask(client -> {
                Download download = client.download(path);
                made.set(download.content());
                return download.answer();
            });
            if (answer.isSuccess()) {
                add(node, ReportArchive.read(Objects.requireNonNull(made.get())));
            } else {
                missing.put("node " + node, answer.body().strip());
            }
        } catch (CommandFailed failed) {
            missing.put("node " + node, String.valueOf(failed.getMessage()));
        }
    }

    /** Takes in what lies on this host, where no node runs. */
    void ofHost(String node, SortedMap<String, byte[]> found, Diagnosis diagnosis) {
        add(node, found);
        diagnosis(diagnosis, "nodes/" + node + "/");
    }

    private void add(String node, SortedMap<String, byte[]> found) {
        nodes.add(node);
        found.forEach((file, content) -> {
            String path = "nodes/" + node + "/" + file;
            text(path, new String(content, StandardCharsets.UTF_8), meaning(file));
        });
    }

    private static String meaning(String file) {
        if (file.startsWith("transitions/")) {
            return "what a plan of this node as DC was made from; `systole simulate -x FILE -S` plans it again";
        }
        if (file.startsWith("state/")) {
            return "a file of the state directory: configuration, journal";
        }
        return switch (file) {
            case "log.txt" -> "what the node logged in that time (docs/log-events.md has the codes)";
            case "cib.xml" -> "the CIB as this node has it";
            case "facts.json" -> "disks, clock, links, versions, memory, agents, as the node found them";
            case "settings.txt" -> "the settings that the node reads from its configuration file";
            case "threads.txt" -> "what its threads were doing";
            case "directories.txt" -> "the files of its state and run directory";
            case "notes.txt" -> "what is left out here, and why";
            default -> "";
        };
    }

    /** The archive: a tar file, compressed by gzip. */
    byte[] finish(Instant now) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes);
                var tar = new TarFile(gzip, now)) {
            tar.add(name + "/INDEX.md", index().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                tar.add(name + "/" + file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private String index() {
        var lines = new ArrayList<String>();
        lines.add("# Report of a Systole cluster");
        lines.add("Made " + Instant.now() + " by systole " + Version.text() + "; logs and transitions from " + from
                + " to " + to
                + ". Secrets are masked (********); look through it before you give it away all the same.");
        lines.add("");
        if (!missing.isEmpty()) {
            lines.add("## Missing");
            missing.forEach((what, why) -> lines.add("- **" + what + "**: " + why.replace("\n", " ")));
            lines.add("");
        }
        lines.add("## Files");
        lines.add("| file | bytes | |");
        lines.add("|---|---|---|");
        files.forEach((file, content) ->
                lines.add("| " + file + " | " + content.length + " | " + meanings.getOrDefault(file, "") + " |"));
        return masking.text(String.join("\n", lines) + "\n");
    }

    /** What was made, in a line. */
    String words() {
        return files.size() + " files of " + (nodes.isEmpty() ? "no node" : String.join(", ", nodes)) + ", from " + from
                + " to " + to + "; INDEX.md in it tells what is where";
    }

    /** The same for programs. */
    Map<String, Object> summary(Path file) {
        var summary = new LinkedHashMap<String, Object>();
        summary.put("file", file.toString());
        summary.put("from", from.toString());
        summary.put("to", to.toString());
        summary.put("nodes", List.copyOf(nodes));
        summary.put("missing", missing);
        summary.put("files", List.copyOf(files.keySet()));
        return summary;
    }
}
