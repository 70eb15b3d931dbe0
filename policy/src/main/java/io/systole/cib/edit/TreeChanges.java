package io.systole.cib.edit;

import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.NodeName;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.tree.Element;
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
     * @param present the present CIB without its status
     * @param nodes the node list, for the check
     * @param access what the author may read: an edit finds nothing else
     */
    public static EditResult apply(Element present, TreeEdit edit, List<NodeName> nodes, AccessControl access) {
        var sight = access.sight(present, edit);
        var hidden = sight.fault();
        if (hidden != null) {
            return EditResult.refused(hidden);
        }
        var result = TreeEdits.apply(present, sight.edit());
        if (result instanceof TreeResult.Refused refused) {
            return EditResult.refused(refused.fault());
        }
        var reading = CibXml.read(ElementXml.write(((TreeResult.Changed) result).cib()));
        var faults = ConfigurationCheck.faults(reading, nodes);
        if (!faults.isEmpty()) {
            return new EditResult.Refused(faults);
        }
        var cib = reading.understood();
        return new EditResult.Edited(
                cib.map(Cib::configuration).orElse(Configuration.empty()),
                cib.map(changed -> changed.header().validateWith()).orElse(null));
    }
}
