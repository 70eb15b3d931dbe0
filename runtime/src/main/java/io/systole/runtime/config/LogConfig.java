package io.systole.runtime.config;

/**
 * What a node writes about itself, and where.
 *
 * @param file empty: standard error
 */
public record LogConfig(LogLevel level, Form format, String file) {
    /** How a line is written. */
    public enum Form {
        /** For people: time, level, logger, text, values as pairs. */
        TEXT,
        /** For programs: one JSON object a line. */
        JSON
    }

    /** The least important lines that are written. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    public LogConfig {
        new Check()
                .that(file.isEmpty() || file.startsWith("/"), "file", file, "must be empty or an absolute path")
                .orThrow();
    }

    static LogConfig from(Section section) {
        return new LogConfig(
                section.oneOf("level", LogLevel.class), section.oneOf("format", Form.class), section.text("file"));
    }
}
