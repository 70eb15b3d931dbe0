package io.systole.runtime.access;

import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the running nodes that a configuration speaks of: on a host of its own that is one; a demonstration or a test
 * has several on one host, each with a run directory of its own.
 */
public final class NodeFinder {
    private NodeFinder() {}

    /**
     * How to enter the nodes that are there, the named (or this host's) node's first. A host whose name is not in the list
     * asks whichever node it has.
     */
    public static List<AccessFile> find(Path configFile, Optional<String> nodeName, Credentials credentials)
            throws ConfigRefused, IOException {
        var found = new ArrayList<AccessFile>();
        for (var directory : ConfigFile.runDirectories(configFile, nodeName)) {
            credentials.enter(directory).ifPresent(found::add);
        }
        return found;
    }
}
