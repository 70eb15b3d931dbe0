package io.systole.runtime.jmx;

import io.systole.event.EventCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of the log about JMX. */
final class JmxLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.systole.runtime.jmx.Jmx");

    private JmxLog() {}

    static void asked(String what) {
        LOG.atInfo()
                .addKeyValue("code", EventCode.JMX_ASKED)
                .addKeyValue("what", what)
                .log("asked for over JMX");
    }

    static void notOffered(String why) {
        LOG.atWarn()
                .addKeyValue("code", EventCode.JMX_NOT_OFFERED)
                .addKeyValue("why", why)
                .log("this node is not offered over JMX");
    }
}
