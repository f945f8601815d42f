package io.mainstay.etcd.internal.line;

/**
 * How long a line has owed a sign of life, counted in ticks of {@link LineWatch}: a value with one pure step.
 *
 * <p>Ticks are counted rather than time, so that a pause of this process is not held against the other side: after it,
 * answers that wait in the socket are read before the count goes on.
 *
 * @param phase how it stands
 * @param ticks for how many ticks it has stood so
 * @param patience how many ticks of silence are borne before the line is asked for a sign of life
 * @param slack how many ticks of silence this line is allowed in general: more, for a while, after a false alarm
 */
record Pulse(Phase phase, int ticks, int patience, int slack) {
    /** 300 ms. */
    static final int FIRST = 6;

    /** 2 s: the most that a slow line is allowed. */
    static final int MOST = 40;

    /** 5 s: how seldom a line is asked that answers while what waits on it does not end. */
    static final int SELDOM = 100;

    static final Pulse CALM = new Pulse(Phase.CALM, 0, FIRST, FIRST);

    /** How a line stands. */
    enum Phase {
        /** Nothing waits for an answer. */
        CALM,
        /** Something waits. */
        WAITING,
        /** It was asked for a sign of life. */
        PROBING,
        /** It was left for another. */
        LEFT
    }

    /**
     * What was seen of the line since the last tick.
     *
     * @param waiting whether something waits for an answer
     * @param asked whether something new was asked
     * @param heard whether anything came
     * @param refused whether the probe failed, or was answered by a member that is cut off
     * @param mayLeave whether there is a healthy line to go to
     */
    record Signs(boolean waiting, boolean asked, boolean heard, boolean refused, boolean mayLeave) {}

    /** What to do about it. */
    enum Act {
        NONE,
        /** Ask the line for a sign of life. */
        PROBE,
        /** Leave the line for another. */
        LEAVE
    }

    /**
     * What follows.
     *
     * @param pulse how the line stands now
     * @param act what to do
     */
    record Next(Pulse pulse, Act act) {}

    /** Whether ticks must go on. */
    boolean isBusy() {
        return phase == Phase.WAITING || phase == Phase.PROBING || phase == Phase.LEFT && ticks <= MOST;
    }

    Next step(Signs signs) {
        return switch (phase) {
            case CALM -> new Next(after(signs, slack, slack), Act.NONE);
            case WAITING -> waiting(signs);
            case PROBING -> probing(signs);
            case LEFT -> new Next(left(signs), Act.NONE);
        };
    }

    private Next waiting(Signs signs) {
        if (!signs.waiting() || signs.heard()) {
            int eased = signs.heard() ? Math.max(FIRST, slack - 1) : slack;
            return new Next(after(signs, eased, eased), Act.NONE);
        }
        if (signs.asked() && patience > slack) {
            return new Next(after(signs, slack, slack), Act.NONE);
        }
        if (ticks + 1 >= patience) {
            return new Next(new Pulse(Phase.PROBING, 0, patience, slack), Act.PROBE);
        }
        return new Next(longer(), Act.NONE);
    }

    private Next probing(Signs signs) {
        if (signs.heard()) {
            return new Next(after(signs, Math.min(SELDOM, patience * 2), slack), Act.NONE);
        }
        if (signs.mayLeave() && (signs.refused() || ticks + 1 >= slack)) {
            return new Next(new Pulse(Phase.LEFT, 0, slack, slack), Act.LEAVE);
        }
        return new Next(longer(), Act.NONE);
    }

    private Pulse left(Signs signs) {
        if (signs.heard()) {
            int more = ticks < MOST ? Math.min(MOST, slack * 2) : slack;
            return after(signs, more, more);
        }
        return signs.asked() ? after(signs, slack, slack) : longer();
    }

    private Pulse longer() {
        return new Pulse(phase, ticks + 1, patience, slack);
    }

    private static Pulse after(Signs signs, int patience, int slack) {
        return new Pulse(signs.waiting() ? Phase.WAITING : Phase.CALM, 0, patience, slack);
    }
}
