package io.systole.actors.cib;

/** Who changes the configuration, and with what, as the CIB will show it. */
public record Author(String user, String client) {}
