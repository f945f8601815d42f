package io.mainstay.console;

import io.mainstay.console.output.Stdio;
import io.mainstay.console.shell.Program;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the program begins. */
public final class Main {
    /** What the libraries under the client log is for their authors; what matters comes as an error of a command. */
    private static final List<Logger> LIBRARIES = List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.netty"));

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String... arguments) {
        LIBRARIES.forEach(library -> library.setLevel(Level.OFF));
        System.exit(new Program(Stdio.ofProcess()).run(arguments));
    }
}
