/**
 * The command line: turns arguments into requests to a node, answers into text and exit codes. Data goes to standard
 * output, everything meant for a human's eyes to standard error. Decides nothing about the cluster.
 */
@NullMarked
package io.systole.runtime.cli;

import org.jspecify.annotations.NullMarked;
