package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import java.util.List;

/** For commands that take exactly one word. */
final class OneWord {
    private OneWord() {}

    /** The word, or else the complaint. */
    static String of(List<String> words, String complaint) {
        if (words.size() != 1) {
            throw new BadCommandException(Kind.ARGUMENTS, complaint);
        }
        return words.get(0);
    }
}
