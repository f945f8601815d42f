package io.mainstay.console.output;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command line program is given by the one who runs it: its streams and its environment.
 *
 * @param in standard input
 * @param out standard output, for results only
 * @param err standard error, for everything said to a person
 * @param env the environment
 * @param terminal whether a person looks at the output
 */
public record Stdio(InputStream in, Out out, PrintStream err, Map<String, String> env, boolean terminal) {
    private static final int BUFFER = 1 << 16;

    /** Those of this process. */
    public static Stdio ofProcess() {
        return new Stdio(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new Out(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                isTerminal());
    }

    /** Since JDK 22 there is a console also without a terminal, and a method that tells; before there is neither. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Whether to use colours: on a terminal, unless {@code NO_COLOR} is set or the terminal is a dumb one. */
    public boolean colours() {
        return terminal && env.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(env.get("TERM"));
    }

    /** Says something to a person, on standard error. */
    public void say(String text) {
        out.flush();
        err.print(text + "\n");
        err.flush();
    }
}
