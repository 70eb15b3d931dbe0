package io.systole.fencing;

import io.systole.cib.ResourceId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configured fence device: a resource of class stonith, started or not.
 *
 * @param agent the name of the fence agent, for example {@code fence_ipmilan}
 * @param parameters the instance attributes, those with the prefix {@code pcmk_} included
 */
public record FenceDevice(ResourceId id, String agent, SortedMap<String, String> parameters) {
    public FenceDevice {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /**
     * The device of a graph's action on a stonith resource: attributes that are meant for the cluster manager and not for
     * the device ({@code CRM_meta_*}) are left out.
     */
    public static FenceDevice of(ResourceId id, String agent, Map<String, String> attributes) {
        var parameters = new TreeMap<String, String>();
        attributes.forEach((name, value) -> {
            if (!name.startsWith("CRM_meta_")) {
                parameters.put(name, value);
            }
        });
        return new FenceDevice(id, agent, parameters);
    }

    /** The settings by which the device is chosen and driven; the fence agent never sees them. */
    public DeviceSettings settings() {
        return DeviceSettings.of(parameters);
    }
}
