package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.watch.WatchFilter;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** Random commands that start watches, right ones and wrong ones, with every option there is. */
final class WatchCommands {
    private final Random random;
    private final Words words;

    WatchCommands(Random random, Words words) {
        this.random = random;
        this.words = words;
    }

    /** A watch from a revision on. */
    WatchCommand.Create create(long start) {
        long id = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
        Set<WatchFilter> filters = EnumSet.noneOf(WatchFilter.class);
        if (random.nextInt(3) == 0) {
            filters.add(random.nextBoolean() ? WatchFilter.NO_PUT : WatchFilter.NO_DELETE);
        }
        return new WatchCommand.Create(
                words.range(), start, id, random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), filters);
    }

    /** A revision to start at: mostly from now on, else a compacted, a past or a future one. */
    long start(long compacted, long revision) {
        return switch (random.nextInt(6)) {
            case 0 -> Math.max(1, compacted + random.nextInt(4) - 2);
            case 1 -> Math.max(compacted, revision - random.nextInt(60));
            case 2 -> revision + random.nextInt(8);
            default -> 0;
        };
    }
}
