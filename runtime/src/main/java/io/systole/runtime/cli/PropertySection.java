package io.systole.runtime.cli;

import static java.util.stream.Collectors.joining;

import io.systole.cib.Cib;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.shadow.Shadow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The section of the CIB whose properties a command is about, in the cluster or in a shadow. */
final class PropertySection {
    /** A name and the value that it is to have. */
    record Setting(String name, String value) {}

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ShadowChoice shadow;

    @Option(names = "--rsc-defaults", description = "The defaults of the meta attributes of resources.")
    private boolean resources;

    @Option(names = "--op-defaults", description = "The defaults of operations.")
    private boolean operations;

    boolean isOptions() {
        return !resources && !operations;
    }

    private String section() {
        return resources ? "rsc_defaults" : operations ? "op_defaults" : "crm_config";
    }

    private String setName() {
        return isOptions() ? "cluster_property_set" : "meta_attributes";
    }

    /** The id that the tools of the field give to the first set. */
    private String usualSet() {
        return isOptions() ? "cib-bootstrap-options" : section() + "-options";
    }

    /** The sets that are there. */
    List<Element> sets() throws CommandFailed, ConfigRefused {
        if (resources && operations) {
            throw new CommandFailed(ExitCode.USAGE, "--rsc-defaults and --op-defaults are two sections: name one");
        }
        String xml = shadow.isGiven() ? CibXml.write(shadow.read().copy()) : read();
        return XmlInput.element("the CIB", xml)
                .child("configuration")
                .flatMap(configuration -> configuration.child(section()))
                .map(Element::children)
                .orElse(List.of());
    }

    static List<Element> pairs(Element set) {
        return set.children().stream()
                .filter(child -> child.name().equals("nvpair"))
                .toList();
    }

    /** A set with a rule is somebody's special case. */
    private static boolean isPlain(Element set) {
        return set.child("rule").isEmpty() && set.attribute("id-ref") == null;
    }

    private static Optional<Element> pair(Element set, String name) {
        return pairs(set).stream()
                .filter(pair -> name.equals(pair.attribute("name")))
                .findFirst();
    }

    static Optional<String> value(List<Element> sets, String name) {
        return sets.stream()
                .filter(PropertySection::isPlain)
                .flatMap(set -> pair(set, name).stream())
                .flatMap(pair -> Optional.ofNullable(pair.attribute("value")).stream())
                .findFirst();
    }

    /** Each is set where it is set already, else in the first set, else in a new one. */
    int set(CommandLine commandLine, List<Setting> settings, Asking asking, Foresight foresight)
            throws CommandFailed, ConfigRefused {
        check(foresight);
        List<Element> sets = sets();
        Map<String, List<Element>> bySet = new TreeMap<>();
        for (Setting setting : settings) {
            Optional<Element> owner = sets.stream()
                    .filter(set -> isPlain(set) && pair(set, setting.name()).isPresent())
                    .findFirst()
                    .or(() -> sets.stream().filter(PropertySection::isPlain).findFirst());
            String setId = owner.map(set -> String.valueOf(set.id())).orElse(usualSet());
            String id = owner.flatMap(set -> pair(set, setting.name()))
                    .map(pair -> String.valueOf(pair.id()))
                    .orElse((setId + "-" + setting.name()).replaceAll("[^A-Za-z0-9._-]", "."));
            bySet.computeIfAbsent(setId, none -> new ArrayList<>())
                    .add(element(
                            "nvpair", Map.of("id", id, "name", setting.name(), "value", setting.value()), List.of()));
        }
        List<Element> changed = bySet.entrySet().stream()
                .map(set -> element(setName(), Map.of("id", set.getKey()), set.getValue()))
                .toList();
        Element wanted = element("configuration", Map.of(), List.of(element(section(), Map.of(), changed)));
        return change(
                commandLine, new TreeEdit(Operation.MODIFY, null, null, ElementXml.write(wanted)), asking, foresight);
    }

    private void check(Foresight foresight) throws CommandFailed {
        if (shadow.isGiven() && foresight.isWanted()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--dry-run and --forbid are about the cluster; what a shadow would do there:"
                            + " `systole cib shadow commit NAME --dry-run`");
        }
    }

    private static Element element(String name, Map<String, String> attributes, List<Element> children) {
        return new Element(name, new TreeMap<>(attributes), children);
    }

    /** The names are free of quotes. */
    int unset(CommandLine commandLine, List<String> names, Asking asking, Foresight foresight)
            throws CommandFailed, ConfigRefused {
        check(foresight);
        String named = names.stream().map(name -> "@name='" + name + "'").collect(joining(" or "));
        String xpath = "/cib/configuration/" + section() + "/" + setName() + "[not(rule)]/nvpair[" + named + "]";
        return change(commandLine, new TreeEdit(Operation.DELETE_ALL, null, xpath, null), asking, foresight);
    }

    private int change(CommandLine commandLine, TreeEdit edit, Asking asking, Foresight foresight)
            throws CommandFailed, ConfigRefused {
        if (shadow.isGiven()) {
            return shadow.change(commandLine, before -> before.with(edit));
        }
        if (foresight.isWanted()) {
            return changeWithForesight(commandLine, edit, asking, foresight);
        }
        String xpath = edit.xpath() == null ? "" : "?xpath=" + NodeClient.encoded(edit.xpath());
        String verb = edit.operation() == Operation.MODIFY ? "modify" : "delete_all";
        String path = asking.with("/v1/cib/" + verb + xpath);
        byte[] xml = edit.xml() == null ? new byte[0] : edit.xml().getBytes(StandardCharsets.UTF_8);
        return Reply.show(commandLine, target.ask(client -> client.post(path, xml, asking.request())));
    }

    /** Thought out here, and sent as a patch: what was shown is what is done, or nothing. */
    private int changeWithForesight(CommandLine commandLine, TreeEdit edit, Asking asking, Foresight foresight)
            throws CommandFailed, ConfigRefused {
        Cib live = HistoryChangeCommands.understood("the live CIB", read());
        var changed = Shadow.of(live).with(edit);
        var wanted = changed.shadow();
        if (wanted == null) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    changed.faults().stream().map(CibFault::toString).collect(joining("\n")));
        }
        var proposal = Proposal.of(live, wanted.copy());
        return foresight.carryOut(commandLine, proposal, () -> {}, () -> {
            byte[] patch = proposal.patch().getBytes(StandardCharsets.UTF_8);
            return target.ask(client -> client.post(asking.with("/v1/cib/patch"), patch, asking.request()));
        });
    }

    private String read() throws CommandFailed, ConfigRefused {
        var answer = target.ask(client -> client.get("/v1/cib", Form.XML));
        if (!answer.isSuccess()) {
            throw new CommandFailed(
                    Reply.exitCode(answer.status()), answer.body().strip());
        }
        return answer.body();
    }
}
