/**
 * Who may read and write what of the CIB: Pacemaker's access control lists as a pure function of the configuration, the
 * user and the elements. Knows nothing of how a user is identified.
 */
@NullMarked
package io.systole.cib.acl;

import org.jspecify.annotations.NullMarked;
