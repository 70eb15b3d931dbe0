package io.systole.actors.fencer;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import java.util.Objects;

/** Small configurations with fence devices. */
final class FencingCibs {
    private FencingCibs() {}

    /** Nodes n1 to n3, and primitives of class stonith given as {@code id name=value ...}. */
    static Cib of(String... devices) {
        var xml = new StringBuilder("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0"><configuration>
                <crm_config/><nodes>
                <node id="1" uname="n1"/><node id="2" uname="n2"/><node id="3" uname="n3"/>
                </nodes><resources>
                """);
        for (var device : devices) {
            var words = device.split(" ");
            xml.append("<primitive id=\"%s\" class=\"stonith\" type=\"fence_test\">".formatted(words[0]))
                    .append("<instance_attributes id=\"%s-params\">".formatted(words[0]));
            for (var i = 1; i < words.length; i++) {
                var pair = words[i].split("=", 2);
                xml.append("<nvpair id=\"%s-%d\" name=\"%s\" value=\"%s\"/>".formatted(words[0], i, pair[0], pair[1]));
            }
            xml.append("</instance_attributes></primitive>");
        }
        xml.append("</resources><constraints/></configuration><status/></cib>");
        return Objects.requireNonNull(CibXml.read(xml.toString()).cib());
    }

    /** The same with constraints that keep the device off these nodes. */
    static Cib withBarred(Cib cib, String device, String... nodes) {
        var constraints = new StringBuilder();
        for (var node : nodes) {
            constraints.append("<rsc_location id=\"no-%s\" rsc=\"%s\" node=\"%s\" score=\"-INFINITY\"/>"
                    .formatted(node, device, node));
        }
        var xml = CibXml.write(cib).replaceFirst("<constraints */>", "<constraints>" + constraints + "</constraints>");
        return Objects.requireNonNull(CibXml.read(xml).cib());
    }
}
