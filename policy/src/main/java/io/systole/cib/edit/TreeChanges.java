package io.systole.cib.edit;

import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.NodeName;
import io.systole.cib.Status;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import io.systole.cib.xml.CibXml;
import java.util.List;

/** Changes a configuration by its elements. What comes out is read and checked like a document that was given whole. */
public final class TreeChanges {
    private TreeChanges() {}

    /**
     * The configuration after the change, or all that is wrong with it.
     *
     * @param before the present CIB; its status is left out
     * @param nodes the node list, for the check
     */
    public static EditResult apply(Cib before, TreeEdit edit, List<NodeName> nodes) {
        var present = CibXml.write(new Cib(before.header(), before.configuration(), Status.empty()));
        var element = ElementXml.read(present).element();
        if (element.isEmpty()) {
            throw new IllegalStateException("the present CIB cannot be read again");
        }
        var result = TreeEdits.apply(element.get(), edit);
        if (result instanceof TreeResult.Refused refused) {
            return EditResult.refused(refused.fault());
        }
        var reading = CibXml.read(ElementXml.write(((TreeResult.Changed) result).cib()));
        var faults = ConfigurationCheck.faults(reading, nodes);
        if (!faults.isEmpty()) {
            return new EditResult.Refused(faults);
        }
        return EditResult.of(reading.understood().map(Cib::configuration).orElse(Configuration.empty()));
    }
}
