package io.systole.runtime.change;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.language.DraftChange;
import io.systole.cib.language.LanguageFault;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Verification;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a draft comes to: another CIB, or all that keeps it from being one.
 *
 * @param wanted the live CIB with the configuration of the draft; null where that is none
 * @param faults all of them, by their places in the text
 */
public record DraftCheck(@Nullable Cib wanted, List<LanguageFault> faults) {
    public static DraftCheck of(Cib live, DraftChange change) {
        return change.draft()
                .map(draft -> read(live, change, reading(live, draft.configuration())))
                .orElseGet(() -> new DraftCheck(null, change.faults()));
    }

    private static DraftCheck read(Cib live, DraftChange change, CibReading reading) {
        List<LanguageFault> faults =
                sorted(ConfigurationCheck.faults(reading, nodes(live)).stream().map(change::inText));
        Cib cib = reading.cib();
        return new DraftCheck(
                cib == null || !faults.isEmpty() ? null : new Cib(live.header(), cib.configuration(), live.status()),
                faults);
    }

    private static List<LanguageFault> sorted(Stream<LanguageFault> faults) {
        return faults.distinct()
                .sorted(Comparator.comparingInt(LanguageFault::line).thenComparingInt(LanguageFault::column))
                .toList();
    }

    /** The document that the configuration makes with the header of the live CIB. */
    private static CibReading reading(Cib live, Element configuration) {
        return CibXml.read(ElementXml.write(CibPatch.element(live).alone().containing(List.of(configuration))));
    }

    /** Those that the live CIB knows. */
    private static List<NodeName> nodes(Cib live) {
        var names = new TreeSet<NodeName>();
        live.configuration()
                .nodes()
                .forEach(node -> Optional.ofNullable(node.uname()).ifPresent(names::add));
        live.status()
                .nodeStates()
                .forEach(node -> Optional.ofNullable(node.uname()).ifPresent(names::add));
        return List.copyOf(names);
    }

    /** What else an operator should know of a configuration that may be used, notes aside. */
    public List<Finding> findings(Instant now) {
        return wanted == null
                ? List.of()
                : Verification.of(CibXml.read(CibXml.write(Objects.requireNonNull(wanted))), now).stream()
                        .filter(finding -> !finding.isNote())
                        .toList();
    }
}
