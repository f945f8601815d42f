package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.stream.Collectors;

/** One place that breaks a house rule: where, which rule, and what to do about it. */
record Violation(String file, long line, String rule, String advice) {

    /** Fails the running test with every violation of the list, one a line; passes on an empty one. */
    static void expectNone(List<Violation> violations) {
        if (!violations.isEmpty()) {
            fail(violations.stream()
                    .map(Violation::toString)
                    .collect(Collectors.joining("\n", violations.size() + " broken house rule(s):\n", "\n")));
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + ": [" + rule + "] " + advice;
    }
}
