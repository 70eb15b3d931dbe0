package io.systole.cib.acl;

import io.systole.cib.Cib;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibXml;
import java.util.List;

/** A small cluster with one role for the user alice, as text and as elements. */
final class AclSketch {
    static final Subject ALICE = Subject.of("alice", List.of("staff"));

    private AclSketch() {}

    static String read(String selector) {
        return "read " + selector;
    }

    static String write(String selector) {
        return "write " + selector;
    }

    static String deny(String selector) {
        return "deny " + selector;
    }

    /** Permissions are a kind and a selector: {@code deny reference="db-p"}. */
    static String document(String... permissions) {
        return document(true, permissions);
    }

    static String document(boolean enabled, String... permissions) {
        var role = new StringBuilder();
        for (int i = 0; i < permissions.length; i++) {
            int space = permissions[i].indexOf(' ');
            role.append("<acl_permission id=\"p").append(i).append("\" kind=\"");
            role.append(permissions[i], 0, space).append('"').append(permissions[i].substring(space));
            role.append("/>");
        }
        return """
                <cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="5" num_updates="0">
                 <configuration>
                  <crm_config><cluster_property_set id="cib-bootstrap-options">
                   <nvpair id="o1" name="enable-acl" value="%s"/>
                   <nvpair id="o2" name="maintenance-mode" value="false"/></cluster_property_set></crm_config>
                  <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
                  <resources>
                   <primitive id="db" class="ocf" provider="heartbeat" type="Dummy">
                    <instance_attributes id="db-ia"><nvpair id="db-p" name="passwd" value="topsecret"/>
                     <nvpair id="db-q" name="state" value="/x"/></instance_attributes>
                    <meta_attributes id="db-m"><nvpair id="db-tr" name="target-role" value="Started"/>
                     <nvpair id="db-st" name="resource-stickiness" value="1"/></meta_attributes></primitive>
                   <primitive id="web" class="ocf" provider="heartbeat" type="Dummy"/>
                   <primitive id="aux" class="ocf" provider="heartbeat" type="Dummy"/>
                  </resources>
                  <constraints><rsc_location id="l1" rsc="web" node="n1" score="1"/></constraints>
                  <acls>
                   <acl_target id="alice"><role id="r1"/></acl_target>
                   <acl_role id="r1">%s</acl_role>
                  </acls>
                 </configuration>
                 <status/>
                </cib>
                """.formatted(enabled, role);
    }

    static Cib cib(String document) {
        return CibXml.read(document).understood().orElseThrow();
    }

    static Element tree(String document) {
        return ElementXml.read(document).element().orElseThrow();
    }

    static AccessControl access(String document, Subject subject) {
        return AccessControl.of(cib(document).configuration(), subject);
    }
}
