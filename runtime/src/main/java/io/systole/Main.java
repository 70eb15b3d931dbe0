package io.systole;

import io.systole.runtime.cli.NodeStart;

/** The program's entry. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(NodeStart.exitCodeOf(arguments));
    }
}
