package io.mainstay.console.tour;

import io.mainstay.console.output.Out;
import java.util.ArrayList;
import java.util.List;

/** Where the tour shows things: code as one would write it, and below it what came of it. */
final class Stage {
    private static final int WIDTH = 80;

    private final Out out;
    private final boolean colours;
    private int checks;

    Stage(Out out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** The heading of a chapter. */
    void chapter(int number, String title) {
        out.line("");
        out.line(paint("1", String.format("%2d  %s", number, title)));
    }

    /** A sentence. */
    void say(String text) {
        wrap(text, "    ", WIDTH - 2).forEach(out::line);
        out.flush();
    }

    /** Lines of Java. */
    void code(String lines) {
        out.line("");
        lines.stripTrailing().lines().forEach(line -> out.line("      " + paint("36", line)));
        out.flush();
    }

    /**
     * A claim about what just happened.
     *
     * @throws TourFailedException when it does not hold
     */
    void check(String claim, boolean holds) {
        if (!holds) {
            throw new TourFailedException(claim);
        }
        checks++;
        List<String> lines = wrap(claim, "", WIDTH - 12);
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            String text = (i == 0 ? "   -> " : "      ") + lines.get(i);
            String gap = " ".repeat(Math.max(1, WIDTH - 2 - text.length()));
            out.line(last ? text + gap + paint("32", "ok") : text);
        }
        out.flush();
    }

    /** The last word. */
    void end(String text) {
        out.line("");
        out.line(paint("1", text));
        out.flush();
    }

    /** How many claims held. */
    int checks() {
        return checks;
    }

    private String paint(String colour, String text) {
        return colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }

    private static List<String> wrap(String text, String indent, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > width && line.length() > indent.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
