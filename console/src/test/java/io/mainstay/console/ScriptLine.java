package io.mainstay.console;

import io.mainstay.console.command.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A command line of a script.
 *
 * @param text as it stands there
 * @param env what its environment has
 * @param input what it reads, a byte in each character
 * @param words its words
 */
record ScriptLine(String text, Map<String, String> env, String input, List<String> words) {
    /**
     * Reads a script: {@code $} begins a command line, {@code <} before it what it reads (with escapes), {@code
     * NAME=value} before it a variable, {@code #} a comment.
     */
    static List<ScriptLine> read(String resource) throws IOException {
        List<ScriptLine> script = new ArrayList<>();
        Map<String, String> env = new HashMap<>();
        StringBuilder input = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ScriptLine.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (line.startsWith("$ ")) {
                    script.add(new ScriptLine(line, Map.copyOf(env), input.toString(), Words.of(line.substring(2))));
                    env.clear();
                    input.setLength(0);
                } else if (line.startsWith("< ")) {
                    input.append(line.substring(2).translateEscapes());
                } else if (line.startsWith("ETCDCTL_")) {
                    env.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    throw new IllegalArgumentException("not a line of a script: " + line);
                }
            }
        }
        return script;
    }

    @Override
    public String toString() {
        return (env.isEmpty() ? "" : env + " ") + text + (input.isEmpty() ? "" : " < " + input);
    }
}
