package io.systole.runtime.tls.engine;

import io.systole.event.EventCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which connections failed for the sake of TLS and why, for log and status. A peer tries several times a
 * second: the log has each once in ten minutes, the status shows those of the last moments.
 */
public final class Handshakes {
    private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);
    private static final Duration SHOWN_FOR = Duration.ofSeconds(15);
    private static final Duration LOGGED_EVERY = Duration.ofMinutes(10);
    private static final int KNOWN_MAX = 100;

    private record Seen(Instant last, Instant logged) {}

    private final TreeMap<String, Seen> seen = new TreeMap<>();

    /** This node refused the peer. {@code certificate}: what it showed, in words; empty if nothing. */
    void refused(String peer, String certificate, String why) {
        if (isNews(peer + " is refused: " + why)) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.TLS_PEER_REFUSED)
                    .addKeyValue("peer", peer)
                    .addKeyValue("certificate", certificate)
                    .addKeyValue("why", why)
                    .log("a peer was refused by TLS");
        }
    }

    /** The peer refused this node. */
    void refusedBy(String peer, String why) {
        if (isNews(peer + " refuses this node: " + why)) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.TLS_REFUSED_BY_PEER)
                    .addKeyValue("peer", peer)
                    .addKeyValue("why", why)
                    .log("a peer refused this node by TLS");
        }
    }

    /** What goes on at present, in words. */
    public synchronized List<String> current() {
        var since = Instant.now().minus(SHOWN_FOR);
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue().last().isAfter(since))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private synchronized boolean isNews(String text) {
        var now = Instant.now();
        seen.values().removeIf(known -> known.last().plus(LOGGED_EVERY).isBefore(now));
        var known = seen.get(text);
        if (known == null && seen.size() >= KNOWN_MAX) {
            return false;
        }
        var news = known == null || known.logged().plus(LOGGED_EVERY).isBefore(now);
        seen.put(text, new Seen(now, known == null || news ? now : known.logged()));
        return news;
    }
}
