package io.systole.cib.xml;

import io.systole.cib.BundleNetwork;
import io.systole.cib.PortMapping;
import io.systole.cib.StorageMapping;
import java.util.List;

/** Reads the network and the storage of a bundle. */
final class BundleReader {
    private BundleReader() {}

    static BundleNetwork network(Cursor at) {
        at.optional("id");
        return new BundleNetwork(
                at.optional("ip-range-start"),
                at.optional("host-netmask"),
                at.optional("host-interface"),
                Checks.number(at, "control-port"),
                Checks.truth(at, "add-host"),
                at.each("port-mapping", BundleReader::port));
    }

    private static PortMapping port(Cursor at) {
        return new PortMapping(at.definedId(), at.optional("port"), at.optional("internal-port"), at.optional("range"));
    }

    static List<StorageMapping> storage(Cursor at) {
        List<StorageMapping> mappings =
                at.atMostOne("storage", storage -> storage.each("storage-mapping", BundleReader::mapping));
        return mappings == null ? List.of() : mappings;
    }

    private static StorageMapping mapping(Cursor at) {
        return new StorageMapping(
                at.definedId(),
                at.optional("source-dir"),
                at.optional("source-dir-root"),
                at.required("target-dir"),
                at.optional("options"));
    }
}
