package io.mainstay.etcd.testkit.faults;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All that is to happen in a run.
 *
 * @param seed what it was made from
 * @param parts its parts, any of which can be left out
 */
record Plan(long seed, List<Part> parts) {
    <P extends Part> List<P> all(Class<P> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Plan with(List<Part> others) {
        return new Plan(seed, List.copyOf(others));
    }

    @Override
    public String toString() {
        return "plan of seed " + seed + ":"
                + parts.stream().map(part -> "\n  " + part).collect(Collectors.joining());
    }
}
