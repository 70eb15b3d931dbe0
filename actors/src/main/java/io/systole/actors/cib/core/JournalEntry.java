package io.systole.actors.cib.core;

/**
 * A change as it crosses to the other nodes and as it stands in their journals: with it the next configuration can be made
 * of the one before.
 *
 * @param patch a patch of format 2, as text, with what takes it back
 * @param digest the SHA-256 of the configuration after it, in hexadecimal: a node that comes to another one has to ask for
 *     the whole
 */
public record JournalEntry(PastChange change, String patch, String digest) {}
