package io.systole.runtime.config;

import com.typesafe.config.ConfigOrigin;

/** Says where in which file a value stands. */
final class Places {
    private Places() {}

    static String of(ConfigOrigin origin) {
        var name = origin.filename();
        if (name == null) {
            name = origin.resource();
        }
        if (name == null) {
            name = origin.description();
        }
        return origin.lineNumber() > 0 ? name + ":" + origin.lineNumber() : name;
    }
}
