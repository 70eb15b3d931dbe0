/** What Pekko itself has to be told: the only package of this module that sees HOCON. */
@NullMarked
package io.systole.actors.config;

import org.jspecify.annotations.NullMarked;
