package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.remaining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.javadsl.model.headers.EntityTag;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;

/**
 * The web pages below {@code /ui/}, from the jar; {@code /} leads there. They are the same for everybody and hold
 * nothing of the cluster, so no token is asked for: what they show they ask for below {@code /v1}, as their user.
 */
final class WebRoutes extends AllDirectives {
    /** Invariant: no dots but before the ending, so no path leads out of the directory. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9-]+/)*[a-z0-9-]+\\.(js|css|html|svg)");

    private static final Map<String, ContentType> TYPES = Map.of(
            "html",
            ContentTypes.TEXT_HTML_UTF8,
            "js",
            ContentTypes.parse("text/javascript; charset=utf-8"),
            "css",
            ContentTypes.parse("text/css; charset=utf-8"),
            "svg",
            ContentTypes.parse("image/svg+xml"));

    /** Scripts and styles come from this node alone, none stands in a page, and no other site may frame the pages. */
    private static final List<HttpHeader> HEADERS = List.of(
            HttpHeader.parse(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            HttpHeader.parse("X-Content-Type-Options", "nosniff"),
            HttpHeader.parse("Referrer-Policy", "no-referrer"),
            HttpHeader.parse("Cache-Control", "no-cache"));

    private record Page(ByteString content, ContentType type, EntityTag tag) {}

    private static final Map<String, Page> PAGES = new ConcurrentHashMap<>();

    Route routes() {
        return get(() -> concat(
                pathSingleSlash(() -> redirect(Uri.create("/ui/"), StatusCodes.SEE_OTHER)),
                path("ui", () -> redirect(Uri.create("/ui/"), StatusCodes.SEE_OTHER)),
                pathPrefix("ui", () -> path(remaining(), name -> page(name.isEmpty() ? "index.html" : name)))));
    }

    private Route page(String name) {
        if (!NAME.matcher(name).matches()) {
            return reject();
        }
        return found(name)
                .map(page -> respondWithHeaders(
                        HEADERS,
                        () -> conditional(
                                page.tag(),
                                () -> complete(HttpResponse.create()
                                        .withEntity(HttpEntities.create(page.type(), page.content()))))))
                .orElseGet(() -> reject());
    }

    /** What is not there is not remembered: a stranger could ask for any number of names. */
    private static Optional<Page> found(String name) {
        var known = PAGES.get(name);
        return known != null
                ? Optional.of(known)
                : read(name).map(page -> {
                    PAGES.put(name, page);
                    return page;
                });
    }

    private static Optional<Page> read(String name) {
        try (var in = WebRoutes.class.getResourceAsStream("/io/systole/web/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return type == null
                    ? Optional.empty()
                    : Optional.of(new Page(
                            ByteString.fromArray(content),
                            type,
                            EntityTag.create(HexFormat.of().formatHex(digest, 0, 12), false)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
