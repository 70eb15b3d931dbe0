package io.systole.policy.output;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is reported, for people and for programs.
 *
 * @param line the line without its bullet
 * @param element null for what is told to people alone
 */
public record ReportItem(String line, @Nullable ReportElement element) {}
