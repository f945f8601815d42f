package io.mainstay.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thing to measure.
 *
 * @param operation what is done
 * @param style how the answer is waited for
 * @param inFlight how many operations are under way at any time
 */
public record Case(Operation operation, Style style, int inFlight) {

    /** What is done. */
    public enum Operation {
        PUT,
        GET
    }

    /** How the answer is waited for. */
    public enum Style {
        /** By a thread that blocks. */
        BLOCKING,
        /** By a callback, which starts the next operation. */
        ASYNC
    }

    /** Every case, in the order in which they are run. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            cases.add(new Case(operation, Style.BLOCKING, 1));
            for (int inFlight : new int[] {1, 64, 512}) {
                cases.add(new Case(operation, Style.ASYNC, inFlight));
            }
        }
        return List.copyOf(cases);
    }

    /** Like {@code put, 64 in flight, async}. */
    @Override
    public String toString() {
        return (operation + ", " + inFlight + " in flight, " + style).toLowerCase(Locale.ROOT);
    }
}
