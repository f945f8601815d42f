package io.mainstay.etcd.internal.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which lines there are, which one is in use, and which are put aside until when: a value, with pure steps.
 *
 * <p>The line in use stays so until it fails. Then the next in order is taken that is not put aside, and when all are,
 * the one whose time is up first; so there is always something to try.
 *
 * @param places the lines, in the order in which they are tried
 * @param current where the line in use stands
 * @param <L> a line
 */
record Roster<L>(List<Place<L>> places, int current) {
    /**
     * A line and how it did.
     *
     * @param line the line
     * @param failures how often it failed since it last answered
     * @param asideUntil until when it is put aside, on the monotonic clock; means nothing without failures
     */
    record Place<L>(L line, int failures, long asideUntil) {
        boolean isAside(long now) {
            return failures > 0 && asideUntil - now > 0;
        }
    }

    static <L> Roster<L> of(List<L> lines) {
        return new Roster<>(lines.stream().map(line -> new Place<>(line, 0, 0)).toList(), 0);
    }

    L inUse() {
        return places.get(current).line();
    }

    Optional<Place<L>> place(L line) {
        return places.stream().filter(place -> place.line().equals(line)).findFirst();
    }

    /** Whether every line failed since it last answered. */
    boolean allFailed() {
        return places.stream().allMatch(place -> place.failures() > 0);
    }

    /** Whether there is a line other than this that is not put aside, and no name that has to be looked up. */
    boolean hasBetterThan(L line, long now, Predicate<L> isName) {
        return places.stream()
                .anyMatch(place -> !place.line().equals(line) && !place.isAside(now) && !isName.test(place.line()));
    }

    /** Whether a failure of this line is news: of one put aside already, and not in use, it is not. */
    boolean isNews(L line, long now) {
        return place(line)
                .filter(place -> line.equals(inUse()) || !place.isAside(now))
                .isPresent();
    }

    /** After a failure that is news: the line is put aside, and another taken if it was in use. */
    Roster<L> failed(L line, long now, long asideNanos) {
        List<Place<L>> next = places.stream()
                .map(place ->
                        place.line().equals(line) ? new Place<>(line, place.failures() + 1, now + asideNanos) : place)
                .toList();
        Roster<L> failed = new Roster<>(next, current);
        return line.equals(inUse()) ? new Roster<>(next, failed.following(now)) : failed;
    }

    /** After an answer: the line is healthy, and taken if the one in use is not. */
    Roster<L> answered(L line) {
        List<Place<L>> next = places.stream()
                .map(place -> place.line().equals(line) ? new Place<>(line, 0, 0) : place)
                .toList();
        boolean take = next.get(current).failures() > 0 && place(line).isPresent();
        return new Roster<>(next, take ? indexOf(next, line) : current);
    }

    /**
     * With other lines; those that stay keep how they stand, and the one in use stays so if it is among them, healthy
     * and no name.
     */
    Roster<L> replaced(List<L> lines, long now, Predicate<L> isName) {
        List<Place<L>> next = new ArrayList<>();
        lines.forEach(line -> next.add(place(line).orElse(new Place<>(line, 0, 0))));
        int kept = indexOf(next, inUse());
        if (kept >= 0 && next.get(kept).failures() == 0 && !isName.test(inUse())) {
            return new Roster<>(List.copyOf(next), kept);
        }
        int among = (int) lines.stream().filter(isName.negate()).count();
        return new Roster<>(List.copyOf(next), new Roster<>(next, 0).pick(0, Math.max(1, among), now));
    }

    /** Who comes after the line in use: the next that is not put aside, else of the others whose time is up first. */
    private int following(long now) {
        return pick((current + 1) % places.size(), Math.max(1, places.size() - 1), now);
    }

    private int pick(int from, int among, long now) {
        int soonest = from;
        for (int i = 0; i < among; i++) {
            int at = (from + i) % places.size();
            if (!places.get(at).isAside(now)) {
                return at;
            }
            if (places.get(at).asideUntil() - places.get(soonest).asideUntil() < 0) {
                soonest = at;
            }
        }
        return soonest;
    }

    private static <L> int indexOf(List<Place<L>> places, L line) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).line().equals(line)) {
                return i;
            }
        }
        return -1;
    }
}
