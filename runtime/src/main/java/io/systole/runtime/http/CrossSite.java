package io.systole.runtime.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a page of another site has a browser make a request. Nothing is done with cookies here, so such a request
 * brings no token; that it is refused all the same keeps it so if it ever did. Only browsers send these headers, and no page
 * can forge them.
 */
final class CrossSite {
    private CrossSite() {}

    /**
     * Why a request is not to be done; empty where it may be.
     *
     * @param fetchSite the header Sec-Fetch-Site
     * @param origin the header Origin
     * @param scheme of this port: http or https; a page that came in the clear may be anybody's
     * @param host the header Host
     */
    static Optional<Fault> refusal(
            String method, @Nullable String fetchSite, @Nullable String origin, String scheme, @Nullable String host) {
        if (method.equals("GET") || method.equals("HEAD")) {
            return Optional.empty();
        }
        if (fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none")) {
            return Optional.of(new Fault(
                    "Sec-Fetch-Site", fetchSite, "must be same-origin, or none", "ask from this node's own pages"));
        }
        if (origin != null && !isOf(origin, scheme, host)) {
            return Optional.of(new Fault(
                    "Origin",
                    origin,
                    "must be this node's own address " + scheme + "://" + host,
                    "ask from this node's own pages"));
        }
        return Optional.empty();
    }

    private static boolean isOf(String origin, String scheme, @Nullable String host) {
        return host != null && origin.equals(scheme + "://" + host);
    }
}
