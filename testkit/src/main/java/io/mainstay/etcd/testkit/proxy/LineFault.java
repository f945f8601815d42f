package io.mainstay.etcd.testkit.proxy;

import java.time.Duration;

/** What can be wrong with a line, as a value: a {@link TcpProxy} inflicts it, a schedule holds and prints it. */
public sealed interface LineFault {
    /**
     * Every piece is late.
     *
     * @param least how late each is
     * @param jitter up to how much later it is by chance
     */
    record Delay(Duration least, Duration jitter) implements LineFault {}

    /**
     * Either direction of a connection carries no more than this.
     *
     * @param bytesPerSecond the most, 1 or more
     */
    record Throttle(int bytesPerSecond) implements LineFault {
        /** Refuses what would carry nothing. */
        public Throttle {
            atLeastOne("bytesPerSecond", bytesPerSecond);
        }
    }

    /**
     * What comes in one piece is sent in several.
     *
     * @param bytes the largest piece, 1 or more
     */
    record Split(int bytes) implements LineFault {
        /** Refuses pieces of nothing. */
        public Split {
            atLeastOne("bytes", bytes);
        }
    }

    /**
     * What comes in several pieces is sent in one, unless the sender falls silent before it is full.
     *
     * @param bytes the size of a full piece, 1 or more
     */
    record Merge(int bytes) implements LineFault {
        /** Refuses pieces of nothing. */
        public Merge {
            atLeastOne("bytes", bytes);
        }
    }

    /** Every connection is reset, once; new ones are served. */
    record Cut() implements LineFault {}

    /**
     * Each new connection is reset once the server has sent so much over it.
     *
     * @param bytes how many bytes reach the client at the most
     */
    record CutAfter(long bytes) implements LineFault {}

    /** Every connection is reset, and each new one as soon as it is made. */
    record Block() implements LineFault {}

    /** Every connection is reset, and nobody listens: new ones are refused. */
    record Refuse() implements LineFault {}

    /** Nothing is carried and nothing breaks. */
    record Stall() implements LineFault {}

    /**
     * Nothing is carried one way, and nothing breaks.
     *
     * @param from whose words do not arrive
     */
    record Blackhole(Side from) implements LineFault {}

    /**
     * One side of every connection learns that it is over, and the other does not. New ones are served.
     *
     * @param thinksItIsOpen the side that is told nothing
     */
    record HalfOpen(Side thinksItIsOpen) implements LineFault {}

    private static void atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more: " + number);
        }
    }
}
