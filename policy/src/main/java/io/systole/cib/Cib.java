package io.systole.cib;

/** The whole cluster information base: what is wanted (configuration) and what is (status). */
public record Cib(CibHeader header, Configuration configuration, Status status) {}
