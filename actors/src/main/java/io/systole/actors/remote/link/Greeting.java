package io.systole.actors.remote.link;

/**
 * What a member says of itself to a remote host.
 *
 * @param host the member's name
 * @param remote the remote node's name
 * @param epoch the number of its word about the remote node: a host obeys none that is older than the newest it heard
 */
public record Greeting(String cluster, String host, String remote, long epoch) {}
