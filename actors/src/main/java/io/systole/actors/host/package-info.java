/**
 * What a node does for a person who asks another node: questions about its host, whose answers may be long. Nothing here
 * changes the cluster.
 */
@NullMarked
package io.systole.actors.host;

import org.jspecify.annotations.NullMarked;
