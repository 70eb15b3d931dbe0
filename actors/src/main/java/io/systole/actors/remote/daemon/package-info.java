/** What runs on a remote host: takes operations from the member that is connected, and keeps its notes for the next. */
@NullMarked
package io.systole.actors.remote.daemon;

import org.jspecify.annotations.NullMarked;
