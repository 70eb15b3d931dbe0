package io.systole.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration was refused; carries all of its faults, in the order of the file. */
public final class ConfigRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;

    public ConfigRefused(List<ConfigFault> faults) {
        super(faults.stream().map(ConfigFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<ConfigFault> faults() {
        return faults;
    }
}
