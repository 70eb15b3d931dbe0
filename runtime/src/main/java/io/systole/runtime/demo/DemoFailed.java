package io.systole.runtime.demo;

/** The story did not go on as it should; the message says where it stopped and where to look. */
final class DemoFailed extends Exception {
    private static final long serialVersionUID = 1L;

    DemoFailed(String message) {
        super(message);
    }
}
