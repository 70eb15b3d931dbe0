/** Listens to the commands that agents call (crm_attribute and its kin), and has done what they ask for. */
@NullMarked
package io.systole.actors.command;

import org.jspecify.annotations.NullMarked;
