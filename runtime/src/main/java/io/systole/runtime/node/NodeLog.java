package io.systole.runtime.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.systole.runtime.config.LogConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The log of a process that is a node and nothing else: one event, one line, its values as pairs behind the text. */
public final class NodeLog {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: "
            + "%replace(%msg){'[\\r\\n]+', ' | '} %kvp%replace(%ex){'[\\r\\n]+\\s*', ' | '}%nopex%n";

    private NodeLog() {}

    /**
     * From now on the process logs as configured.
     *
     * @param node whose log it is
     */
    public static void start(LogConfig config, String node) throws NodeNotStarted {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Encoder<ILoggingEvent> encoder =
                switch (config.format()) {
                    case TEXT -> text();
                    case JSON -> new JsonLines(node);
                };
        encoder.setContext(context);
        encoder.start();
        var appender = appender(config);
        appender.setContext(context);
        appender.setName("systole");
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        // A lost peer makes these repeat what the cluster's own lines say better, a dozen times a second.
        for (var chatty : List.of(
                "org.apache.pekko.stream.Materializer",
                "org.apache.pekko.remote.artery",
                "org.apache.pekko.cluster.Cluster")) {
            context.getLogger(chatty).setLevel(Level.ERROR);
        }
        context.getLogger("io.systole").setLevel(Level.toLevel(config.level().name()));
    }

    private static Encoder<ILoggingEvent> text() {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        return encoder;
    }

    private static OutputStreamAppender<ILoggingEvent> appender(LogConfig config) throws NodeNotStarted {
        if (config.file().isEmpty()) {
            var console = new ConsoleAppender<ILoggingEvent>();
            console.setTarget("System.err");
            return console;
        }
        var file = Path.of(config.file());
        var directory = file.getParent();
        if (Files.isDirectory(file)
                || (Files.exists(file) ? !Files.isWritable(file) : directory == null || !Files.isWritable(directory))) {
            throw new NodeNotStarted(
                    "systole.log.file = " + file,
                    "cannot be written",
                    "make it writable for this user, or leave it empty");
        }
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        appender.setAppend(true);
        return appender;
    }
}
