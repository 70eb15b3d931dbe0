package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a change is called, and why it is made. */
final class Asking {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; `systole history` tells it, with who and when.")
    private @Nullable String reason;

    @Option(
            names = "--request",
            paramLabel = "NAME",
            description =
                    "Names the request: made again under this name, on whatever node, it is done once; `systole cib"
                            + " request NAME` tells what became of it.")
    private @Nullable String request;

    /** The name of the request, or null. */
    @Nullable
    String request() {
        return request;
    }

    /** The path with the reason, or with the usual one where none is given and that is not empty. */
    String with(String path, String usual) {
        String why = reason == null ? usual : reason;
        if (why.isEmpty()) {
            return path;
        }
        return append(path, "reason=" + encoded(why));
    }

    /** The path with one more parameter, which is encoded already. */
    static String append(String path, String parameter) {
        String joint = path.endsWith("?") || path.endsWith("&") ? "" : path.contains("?") ? "&" : "?";
        return path + joint + parameter;
    }

    String with(String path) {
        return with(path, "");
    }
}
