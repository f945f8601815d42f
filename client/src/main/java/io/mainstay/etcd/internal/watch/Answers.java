package io.mainstay.etcd.internal.watch;

/**
 * Which of the answers to questions for progress speak of a watch.
 *
 * <p>An answer is about all watches of a stream that the server knew when it was given, and does not say which. etcd
 * queues it with the events, but tells by another way that a watch was created, and that may overtake: so an answer
 * that comes after the creation may be older, and know nothing of the history which this watch still lacks. Answers
 * come in the order of the questions, though some questions get none. Belongs to the stream's owner.
 */
final class Answers {
    private long asked;
    private long came;

    /** What a watch must know to tell answers apart. */
    record Since(long asked, long revision) {
        /** Every answer speaks of it. */
        static final Since EVER = new Since(0, 0);
    }

    /** A question is sent. */
    void asked() {
        asked++;
    }

    /** An answer has come. */
    void came() {
        came++;
    }

    /** How many answers have come. */
    long count() {
        return came;
    }

    /** For a watch that was created now, when the server was at a revision and the watch to begin with another. */
    Since createdAt(long revision, long beginsWith) {
        return beginsWith > revision ? Since.EVER : new Since(asked, revision);
    }

    /** Whether the last answer, of a revision, was given when the server knew the watch. */
    boolean speaksOf(Since watch, long revision) {
        return came > watch.asked() || revision > watch.revision();
    }
}
