package io.mainstay.console;

import io.mainstay.console.output.Out;
import io.mainstay.console.output.Stdio;
import io.mainstay.console.shell.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A run of the program inside the test, with streams and an environment of its own. */
public final class Run {
    private final Map<String, String> env = new HashMap<>();
    private Screen out = new Screen();
    private InputStream in = new ByteArrayInputStream(new byte[0]);

    /**
     * What a run left.
     *
     * @param exit the exit code
     * @param out standard output, a byte in each character
     * @param err standard error
     */
    public record Result(int exit, String out, String err) {}

    /** A run with nothing to read and an empty environment. */
    public static Run program() {
        return new Run();
    }

    /** With a variable in its environment. */
    public Run env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** With all of these in its environment. */
    public Run env(Map<String, String> variables) {
        env.putAll(variables);
        return this;
    }

    /** With this to read, a byte in each character. */
    public Run in(String bytes) {
        return in(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** With this to read. */
    public Run in(InputStream stream) {
        in = stream;
        return this;
    }

    /** With this to print on. */
    public Run out(Screen screen) {
        out = screen;
        return this;
    }

    /** Runs it, with these arguments. */
    public Result with(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int exit = new Program(new Stdio(in, new Out(out), errors, env, false)).run(arguments);
        return new Result(exit, out.text(), err.toString(StandardCharsets.UTF_8));
    }
}
