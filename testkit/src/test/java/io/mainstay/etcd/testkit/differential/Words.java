package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The keys, values, revisions and lease ids that operations are made of: few of each, so that they meet. */
final class Words {
    private static final byte FF = (byte) 0xff;
    private static final List<Bytes> KEYS = keys();
    private static final List<Bytes> VALUES =
            List.of(Bytes.EMPTY, Bytes.utf8("v"), Bytes.utf8("va"), Bytes.utf8("w"), Bytes.of(FF), Bytes.ZERO);
    private static final long[] LEASES = {1, 2, 3, 7, 1000, -1, -77, Long.MAX_VALUE, Long.MIN_VALUE, 0x7a110000L};

    private final Random random;
    private final boolean reversed;
    private long revision = 1;
    private long compacted;

    Words(Random random) {
        this(random, true);
    }

    private Words(Random random, boolean reversed) {
        this.random = random;
        this.reversed = reversed;
    }

    /**
     * Words without reversed ranges. Whether a user may read or write such a range, in which there is no key, depends
     * in an etcd on the shape into which its tree of permissions happens to have grown.
     */
    static Words withoutReversedRanges(Random random) {
        return new Words(random, false);
    }

    private static List<Bytes> keys() {
        List<Bytes> keys = new ArrayList<>();
        for (String text :
                List.of("a", "b", "c", "d", "a/", "a/1", "a/2", "a/3", "b/1", "b/2", "long/key/of/some/parts")) {
            keys.add(Bytes.utf8(text));
        }
        keys.add(Bytes.ZERO);
        keys.add(Bytes.of((byte) 'a', (byte) 0));
        keys.add(Bytes.of((byte) 'a', FF));
        keys.add(Bytes.of((byte) 'a', FF, FF));
        keys.add(Bytes.of(FF));
        keys.add(Bytes.of(FF, FF));
        keys.add(Bytes.of((byte) 0x80));
        return List.copyOf(keys);
    }

    /** A key; seldom the empty one, which is none. */
    Bytes key() {
        return random.nextInt(60) == 0 ? Bytes.EMPTY : KEYS.get(random.nextInt(KEYS.size()));
    }

    /** A range of any shape, also reversed ones and such without a first key. */
    KeyRange range() {
        return switch (random.nextInt(12)) {
            case 0 -> KeyRange.all();
            case 1 -> KeyRange.from(key());
            case 2, 3 -> KeyRange.prefix(key());
            case 4, 5, 6 -> between(key(), key());
            case 7 -> new KeyRange(Bytes.EMPTY, random.nextBoolean() ? Bytes.ZERO : key());
            default -> KeyRange.single(key());
        };
    }

    private KeyRange between(Bytes one, Bytes other) {
        if (reversed || one.compareTo(other) < 0 || other.isEmpty() || other.equals(Bytes.ZERO)) {
            return KeyRange.between(one, other);
        }
        return one.equals(other) ? KeyRange.between(one, one.next()) : KeyRange.between(other, one);
    }

    Bytes value() {
        if (random.nextInt(50) == 0) {
            byte[] bytes = new byte[random.nextInt(5000)];
            random.nextBytes(bytes);
            return Bytes.wrap(bytes);
        }
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    /** More than a request may hold, and sometimes more than a message may. */
    Bytes tooLargeValue() {
        return Bytes.wrap(new byte[random.nextBoolean() ? 1_600_000 : 2_500_000]);
    }

    /** A revision around those that can be read: 0 mostly, some of the past, compacted and future ones. */
    long revision() {
        return switch (random.nextInt(10)) {
            case 0 -> revision + random.nextInt(3);
            case 1 -> compacted + random.nextInt(5) - 2;
            case 2, 3, 4 -> revision - random.nextInt((int) Math.max(1, Math.min(revision - compacted, 300)));
            case 5 -> -random.nextInt(3);
            default -> 0;
        };
    }

    /** A revision that a key may have, for filters and comparisons. */
    long keyRevision() {
        return random.nextInt(8) == 0 ? random.nextInt(3) - 1 : Math.max(0, revision - random.nextInt(200));
    }

    /** Mostly some way behind the newest revision, so that there is history to read. */
    long compactRevision() {
        return switch (random.nextInt(8)) {
            case 0 -> revision + random.nextInt(3);
            case 1 -> compacted - random.nextInt(3);
            case 2 -> random.nextInt(3) - 1;
            default -> Math.max(compacted, revision - random.nextInt(400));
        };
    }

    /** An id that may or may not be granted. */
    long leaseId() {
        return LEASES[random.nextInt(LEASES.length)];
    }

    /** The same, or no id at all. */
    long anyLeaseId() {
        return random.nextInt(10) == 0 ? 0 : leaseId();
    }

    void seen(long newest) {
        revision = Math.max(revision, newest);
    }

    void compacted(long at) {
        compacted = Math.max(compacted, at);
    }
}
