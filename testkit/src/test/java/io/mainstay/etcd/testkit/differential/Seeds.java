package io.mainstay.etcd.testkit.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The seeds of a run: those that never change and a new one, or the one that {@code -Dmainstay.seed} names. */
final class Seeds {
    private Seeds() {}

    static List<Long> of(long... fixed) {
        Long only = Long.getLong("mainstay.seed");
        if (only != null) {
            return List.of(only);
        }
        List<Long> seeds = new ArrayList<>();
        for (long seed : fixed) {
            seeds.add(seed);
        }
        seeds.add(new Random().nextLong());
        System.out.println("seeds: " + seeds);
        return seeds;
    }

    /** How many steps a run takes, unless {@code -Dmainstay.steps} says another number. */
    static int steps(int usual) {
        return Integer.getInteger("mainstay.steps", usual);
    }
}
