package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.cib.edit.MoveTerms;
import java.util.Optional;

/**
 * What a request for one resource says besides its verb.
 *
 * @param node the node that is meant; which one where none is named depends on the verb
 * @param terms for moves and bans: which role, and until when
 * @param expired to clear: only what counts no more
 */
public record ResourceWish(Optional<NodeName> node, MoveTerms terms, boolean expired) {}
