/** Decides what each command that agents call says and does, as the field's tools do. Pure: no clock, no I/O, no Pekko. */
@NullMarked
package io.systole.actors.command.core;

import org.jspecify.annotations.NullMarked;
