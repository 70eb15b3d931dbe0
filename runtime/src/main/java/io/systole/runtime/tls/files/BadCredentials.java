package io.systole.runtime.tls.files;

import java.nio.file.Path;

/** A file of the directory is missing, damaged, or not for this node: the message says which and why. */
public final class BadCredentials extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    public BadCredentials(Path file, String what, Throwable cause) {
        super(what, cause);
        this.file = file;
    }

    public BadCredentials(Path file, String what) {
        super(what);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
