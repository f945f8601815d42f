package io.mainstay.etcd.testkit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes what fails smaller: it leaves parts out, many at first and then fewer, as long as it still fails. */
public final class Shrinker {
    private final int tries;
    private int used;

    /**
     * A shrinker that gives up after a while.
     *
     * @param tries how many times it looks at the most
     */
    public Shrinker(int tries) {
        this.tries = tries;
    }

    /**
     * The smallest selection that was found to fail; the whole when nothing can be left out.
     *
     * @param parts what fails together, in order
     * @param stillFails looks whether a selection, in the same order, fails
     */
    public <P> List<P> shrink(List<P> parts, Predicate<List<P>> stillFails) {
        List<P> smallest = new ArrayList<>(parts);
        int size = Math.max(1, smallest.size() / 2);
        while (used < tries && !smallest.isEmpty()) {
            boolean smaller = false;
            for (int from = 0; from < smallest.size() && used < tries; ) {
                List<P> without = new ArrayList<>(smallest.subList(0, from));
                without.addAll(smallest.subList(Math.min(from + size, smallest.size()), smallest.size()));
                used++;
                if (stillFails.test(without)) {
                    smallest = without;
                    smaller = true;
                } else {
                    from += size;
                }
            }
            if (size == 1 && !smaller) {
                break;
            }
            size = Math.max(1, size / 2);
        }
        return smallest;
    }

    /** How many times it has looked. */
    public int used() {
        return used;
    }
}
