package io.mainstay.console;

import io.mainstay.console.output.Stdio;
import io.mainstay.console.shell.Program;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String... arguments) {
        System.exit(new Program(Stdio.ofProcess()).run(arguments));
    }
}
