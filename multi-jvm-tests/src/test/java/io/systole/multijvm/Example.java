package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.w3c.dom.Element;

/**
 * A directory of conf/examples as administrators are told to use it: its files where its comments say that they belong,
 * its CIB, with this test's fencing, network and disks put in.
 */
final class Example {
    private static final String FENCING = "(?s)<!-- fencing: .*<!-- end of fencing -->";
    /** The network of documentation that all examples use; hosts have the same last numbers here. */
    private static final String NETWORK = "192.0.2.";

    private record Placed(String file, String place, boolean executable) {}

    private final Path directory;
    private final List<Placed> placed = new ArrayList<>();
    private final Map<String, String> changed = new TreeMap<>();

    private Example(Path directory) {
        this.directory = directory;
        changed.put(NETWORK, "10.77.0.");
    }

    static Example of(String name) {
        return new Example(Harness.home().resolve("conf/examples").resolve(name));
    }

    /** Puts a file of the example to where it belongs on every host. */
    Example file(String file, String place) {
        placed.add(new Placed(file, place, false));
        return this;
    }

    /** The same for what is to be executed. */
    Example script(String file, String place) {
        placed.add(new Placed(file, place, true));
        return this;
    }

    /** Has another text in place of one that stands in the CIB or a file: a device, an account. */
    Example with(String text, String instead) {
        changed.put(text, instead);
        return this;
    }

    /** Puts the files onto the disks of the hosts, which may be on. */
    void install(NamespaceCluster cluster) throws IOException {
        for (var each : placed) {
            cluster.disks().put(each.place(), text(each.file()), each.executable());
        }
    }

    /** The CIB for this cluster. */
    String cib(NamespaceCluster cluster) throws IOException {
        return cib(cluster.names(), cluster.directory());
    }

    /** The same, for nodes whose power switch is in that directory. */
    String cib(List<String> nodes, Path powerSwitch) throws IOException {
        var fencing = """
                <primitive id="power" class="stonith" type="fence_switch">
                  <instance_attributes id="power-params">
                    <nvpair id="power-hosts" name="pcmk_host_list" value="%s"/>
                    <nvpair id="power-dir" name="dir" value="%s"/>
                  </instance_attributes>
                </primitive>
                """.formatted(String.join(" ", nodes), powerSwitch);
        var original = text("cib.xml");
        var adapted = original.replaceFirst(FENCING, fencing);
        if (adapted.equals(original)) {
            throw new IllegalStateException(directory + "/cib.xml has no block of fencing between comments");
        }
        return adapted;
    }

    /** The primitives that may run on several hosts at a time. */
    List<String> clones() throws IOException {
        return CibView.parse(text("cib.xml")).elements("clone").stream()
                .map(clone -> clone.getElementsByTagName("primitive"))
                .flatMap(inside -> IntStream.range(0, inside.getLength())
                        .mapToObj(index -> ((Element) inside.item(index)).getAttribute("id")))
                .toList();
    }

    /** A file of the example, with what this test has in place of texts in it. */
    String text(String file) throws IOException {
        var text = Files.readString(directory.resolve(file));
        for (var change : changed.entrySet()) {
            text = text.replace(change.getKey(), change.getValue());
        }
        return text;
    }
}
