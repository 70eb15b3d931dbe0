/** Keeps the inputs of past plans in files, compressed and bounded in number. Decides nothing about the cluster. */
@NullMarked
package io.systole.actors.policy.file;

import org.jspecify.annotations.NullMarked;
