/** Times plans of generated clusters, ours and those of crm_simulate on the same files. */
@NullMarked
package io.systole.policy.bench;

import org.jspecify.annotations.NullMarked;
