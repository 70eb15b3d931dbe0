package io.systole.runtime.http;

import io.systole.cib.acl.Subject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Knows whose token it is that a request brings. */
public interface Identification {
    CompletionStage<Optional<Subject>> identify(String token);
}
