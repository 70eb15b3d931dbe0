/** X.509 as this project needs it: one profile of certificates, made and checked. Knows no file and no network. */
@NullMarked
package io.systole.runtime.tls.x509;

import org.jspecify.annotations.NullMarked;
