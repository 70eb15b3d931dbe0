/** The working state of one planning run: options, nodes, resources, constraints and scores. Mutable within the run only. */
@NullMarked
package io.systole.policy.model;

import org.jspecify.annotations.NullMarked;
