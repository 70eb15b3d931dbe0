package io.systole.runtime;

import java.util.Optional;

/** The program's version, from the jar's manifest. */
public final class Version {
    private Version() {}

    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(built without a jar)");
    }
}
