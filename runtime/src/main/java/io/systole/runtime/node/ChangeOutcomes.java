package io.systole.runtime.node;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.acl.Subject;
import io.systole.cib.xml.CibFault;
import io.systole.event.EventCode;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a user what became of a change of the CIB, and notes in the log what a user was refused. */
final class ChangeOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeOutcomes.class);

    private ChangeOutcomes() {}

    /**
     * The outcome for a user.
     *
     * @param done what to say when it is done
     * @param named whether the request has a name under which it can be made again
     */
    static Outcome of(ChangeResult result, Subject subject, String done, boolean named) {
        if (result instanceof ChangeResult.Accepted accepted) {
            return new Outcome.Done(done + " (CIB version " + accepted.version() + ")");
        }
        if (result instanceof ChangeResult.Refused refused) {
            List<Fault> faults = refused.faults().stream().map(Fault::of).toList();
            return refused.faults().stream().anyMatch(fault -> fault.kind() == CibFault.Kind.ACCESS)
                    ? forbidden(subject, "a change of the CIB", faults)
                    : new Outcome.Refused(faults);
        }
        if (result instanceof ChangeResult.NotDone notDone) {
            return Outcome.Refused.because("the CIB", notDone.reason(), "", "nothing was changed; try again");
        }
        if (result instanceof ChangeResult.Unknown unknown) {
            return new Outcome.Unknown(new Fault(
                    "the CIB",
                    unknown.reason(),
                    "",
                    named
                            ? "make the request again under the same name, on any node: it is done once"
                            : "query it before you try again"));
        }
        throw new AssertionError("unhandled " + result);
    }

    /** The same for what is no change of the CIB, with what of the CIB would have to be writable. */
    static Outcome notPermitted(Subject subject, String what, List<CibFault> faults) {
        return forbidden(
                subject,
                what,
                faults.stream()
                        .map(fault -> new Fault(
                                what, "needs " + fault.found(), "expected " + fault.expected(), fault.advice()))
                        .toList());
    }

    /** It was not done, since the user may not do it. */
    static Outcome forbidden(Subject subject, String what, List<Fault> faults) {
        LOG.atWarn()
                .addKeyValue("code", EventCode.ACCESS_REFUSED)
                .addKeyValue("user", subject)
                .addKeyValue("what", what)
                .addKeyValue("why", faults.get(0).inWords())
                .log("a user was refused what it may not do");
        return new Outcome.Forbidden(faults);
    }
}
