package io.systole.runtime.cli;

import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.Credentials;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Nodes that are named by their URLs, so that they can be asked from any host. */
final class Elsewhere {
    private static final String VARIABLE = "SYSTOLE_URL";
    /** That of {@code systole.management.port}. */
    private static final int PORT = 9621;

    /** What was given is no URL of a node. */
    static final class BadUrl extends IOException {
        private static final long serialVersionUID = 1L;

        BadUrl(String url, String expected) {
            super("--url " + url + ": must be " + expected);
        }
    }

    private Elsewhere() {}

    /** The URLs of the option; else those of the environment, unless the command line says otherwise which node is meant. */
    static List<String> urls(@Nullable List<String> option, boolean said) {
        var environment = said ? null : System.getenv(VARIABLE);
        return option != null
                ? option
                : environment == null || environment.isBlank()
                        ? List.of()
                        : List.of(environment.strip().split("[, ]+"));
    }

    /** How to enter the nodes there, in this order. */
    static List<AccessFile> entrances(List<String> urls, Credentials credentials) throws IOException {
        var found = new ArrayList<AccessFile>();
        for (var url : urls) {
            var place = place(url);
            found.add(credentials.at(place.toString(), place.getHost()));
        }
        return found;
    }

    private static URI place(String url) throws BadUrl {
        URI given;
        try {
            given = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new BadUrl(url, "such as https://alpha:9621");
        }
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        String host = given.getHost();
        String path = given.getRawPath();
        if (host == null
                || !(scheme.equals("https") || scheme.equals("http"))
                || given.getRawQuery() != null
                || given.getRawUserInfo() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new BadUrl(url, "such as https://alpha:9621, without a path");
        }
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new BadUrl(url, "https: over http a token can be read along the way");
        }
        return URI.create(scheme + "://" + host + ":" + (given.getPort() < 0 ? PORT : given.getPort()));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }
}
