package io.mainstay.etcd.internal.watch;

/**
 * How long a watch stream has brought no proof that nothing is missing, and how long no sign of life at all.
 *
 * <pre>
 *                 no proof for a while            silence                   more silence
 *  Resting(ask) -----------------------> Asked ------------> Probed(probe) --------------> leave it
 *     ^                                    |                     |
 *     +------------ any message -----------+---------------------+
 * </pre>
 *
 * <p>A server answers the question for progress only when no watch of the stream is behind, so its silence proves
 * nothing. What it always answers is the probe: a watch that it must refuse. Ticks are counted, not time, so a pause of
 * this JVM accuses nobody.
 *
 * @param phase what was asked last
 * @param ticks how often it was looked at in this phase
 */
record Vigil(Phase phase, int ticks) {
    /** So many ticks make the interval after which a stream without a proof is asked for one. */
    static final int TICKS = 5;

    private static final int PROBE_AFTER = 1;
    private static final int LEAVE_AFTER = 3;

    /** A stream that was just opened. */
    static final Vigil BEGUN = new Vigil(Phase.RESTING, 0);

    /** What was asked last. */
    enum Phase {
        RESTING,
        ASKED,
        PROBED
    }

    /** What is to be done. */
    enum Act {
        NOTHING,
        /** Ask how far the stream is complete. */
        ASK,
        /** Ask what must be answered. */
        PROBE,
        /** The stream is dead. */
        LEAVE
    }

    /**
     * What was seen since the last look.
     *
     * @param heard whether any message came
     * @param proven whether one said that no watch of the stream lacks anything
     */
    record Signs(boolean heard, boolean proven) {}

    /** The outcome of a look. */
    record Next(Vigil vigil, Act act) {}

    Next look(Signs signs) {
        return switch (phase) {
            case RESTING -> signs.proven() ? rest() : atTick(TICKS, Phase.ASKED, Act.ASK);
            case ASKED -> signs.heard() ? rest() : atTick(PROBE_AFTER, Phase.PROBED, Act.PROBE);
            case PROBED -> signs.heard() ? rest() : atTick(LEAVE_AFTER, Phase.PROBED, Act.LEAVE);
        };
    }

    private static Next rest() {
        return new Next(BEGUN, Act.NOTHING);
    }

    private Next atTick(int due, Phase then, Act act) {
        return ticks + 1 >= due
                ? new Next(new Vigil(then, 0), act)
                : new Next(new Vigil(phase, ticks + 1), Act.NOTHING);
    }
}
