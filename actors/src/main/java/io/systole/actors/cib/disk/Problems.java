package io.systole.actors.cib.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a file, in words for an operator. */
final class Problems {
    private Problems() {}

    static String of(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": no permission";
        }
        if (failure instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + ": there is a file where the directory should be";
        }
        if (failure instanceof FileSystemException file) {
            @Nullable String reason = file.getReason();
            return file.getFile() + ": " + (reason == null ? file.getClass().getSimpleName() : reason);
        }
        return String.valueOf(failure.getMessage());
    }
}
