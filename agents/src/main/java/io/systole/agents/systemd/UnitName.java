package io.systole.agents.systemd;

import java.util.List;
import java.util.regex.Pattern;

/** A unit's name with its suffix: a resource's type without one is a service. */
record UnitName(String full) {
    /** systemd.unit(5): ASCII letters, digits, {@code : - _ . \ } and {@code @}; 255 characters at most. */
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9:_\\\\@-][A-Za-z0-9:_.\\\\@-]{0,254}");

    private static final List<String> SUFFIXES =
            List.of(".service", ".socket", ".mount", ".timer", ".path", ".automount", ".swap", ".target", ".slice");

    static UnitName of(String type) {
        return new UnitName(SUFFIXES.stream().anyMatch(type::endsWith) ? type : type + ".service");
    }

    boolean isValid() {
        return VALID.matcher(full).matches();
    }

    boolean isService() {
        return full.endsWith(".service");
    }

    /** The kinds that are listed as agents, services without their suffix. */
    static boolean isListed(String file) {
        return SUFFIXES.subList(0, 5).stream().anyMatch(file::endsWith);
    }
}
