package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one check of a device has shown: its monitor, or whether it knows a target.
 *
 * @param from the node that checked
 * @param target the node that it was asked about; null for the monitor
 * @param why what the agent said where it does not work, and what is wrong with the files that the device's parameters name;
 *     empty where all is well
 * @param took how long the agent ran
 * @param timeout how long it might have run
 */
public record DeviceFinding(
        ResourceId device,
        NodeName from,
        @Nullable NodeName target,
        boolean works,
        String why,
        Duration took,
        Duration timeout,
        Instant at) {}
