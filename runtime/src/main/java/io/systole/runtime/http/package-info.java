/**
 * The HTTP interface of one node: turns requests into asks of the cluster, and outcomes into status codes with JSON, or
 * with plain text for those who want that. Every request needs the token. Decides nothing about the cluster.
 */
@NullMarked
package io.systole.runtime.http;

import org.jspecify.annotations.NullMarked;
