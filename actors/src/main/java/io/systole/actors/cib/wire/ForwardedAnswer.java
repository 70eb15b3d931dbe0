package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/** What the writer decided: the outcome and its texts; a version for an accepted change, faults for a refused one. */
public record ForwardedAnswer(int schema, long request, String outcome, List<String> texts)
        implements PeerWord, WireMessage {}
