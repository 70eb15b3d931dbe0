package io.systole.agents;

/** A parameter of a resource that its agent cannot work with; the message says which, and what was expected. */
public final class ParameterFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ParameterFault(String message) {
        super(message);
    }
}
