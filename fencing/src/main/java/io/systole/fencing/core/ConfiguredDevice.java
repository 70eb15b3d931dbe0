package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceDevice;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A device, and where it may be used from.
 *
 * @param barred the nodes that a constraint keeps it from
 * @param verified the nodes on which its monitor has succeeded, that is: on which its resource is active
 */
public record ConfiguredDevice(FenceDevice device, NavigableSet<NodeName> barred, NavigableSet<NodeName> verified) {
    public ConfiguredDevice {
        barred = Collections.unmodifiableNavigableSet(new TreeSet<>(barred));
        verified = Collections.unmodifiableNavigableSet(new TreeSet<>(verified));
    }
}
