package io.mainstay.etcd.kv;

/**
 * One condition of a transaction on a key or on every key of a range.
 *
 * <p>Made fluently: {@code Compare.modRevision("a").is(5)}, {@code Compare.value("a").isNot("x")}, {@code
 * Compare.missing("a")}. A missing key counts as version, revisions and lease 0; its value compares as unequal to
 * everything <em>and</em> as not unequal: etcd answers false to every comparison of a missing value.
 *
 * @param range the key, or the range in which every key must satisfy the condition (an empty range is compared as one
 *     missing key)
 * @param target what to compare
 * @param relation how
 * @param number the operand, for every target but {@link Target#VALUE}
 * @param value the operand, for {@link Target#VALUE}
 */
public record Compare(KeyRange range, Target target, Relation relation, long number, Bytes value) {

    /** What of a key is compared. */
    public enum Target {
        VERSION,
        CREATE_REVISION,
        MOD_REVISION,
        VALUE,
        LEASE
    }

    /** How the key's side, on the left, relates to the operand, on the right. */
    public enum Relation {
        EQUAL,
        GREATER,
        LESS,
        NOT_EQUAL
    }

    /** Compares how many times a key was put since it was created; 0 when it does not exist. */
    public static NumberSubject version(String key) {
        return version(KeyRange.single(Bytes.utf8(key)));
    }

    /** Compares how many times each key of a range was put since it was created. */
    public static NumberSubject version(KeyRange range) {
        return new NumberSubject(range, Target.VERSION);
    }

    /** Compares the revision at which a key was created; 0 when it does not exist. */
    public static NumberSubject createRevision(String key) {
        return createRevision(KeyRange.single(Bytes.utf8(key)));
    }

    /** Compares the revision at which each key of a range was created. */
    public static NumberSubject createRevision(KeyRange range) {
        return new NumberSubject(range, Target.CREATE_REVISION);
    }

    /** Compares the revision of a key's last change; 0 when it does not exist. */
    public static NumberSubject modRevision(String key) {
        return modRevision(KeyRange.single(Bytes.utf8(key)));
    }

    /** Compares the revision of the last change of each key of a range. */
    public static NumberSubject modRevision(KeyRange range) {
        return new NumberSubject(range, Target.MOD_REVISION);
    }

    /** Compares the lease a key hangs on; 0 when none, or when it does not exist. */
    public static NumberSubject lease(String key) {
        return lease(KeyRange.single(Bytes.utf8(key)));
    }

    /** Compares the lease each key of a range hangs on. */
    public static NumberSubject lease(KeyRange range) {
        return new NumberSubject(range, Target.LEASE);
    }

    /** Compares a key's value, byte by byte. */
    public static ValueSubject value(String key) {
        return value(KeyRange.single(Bytes.utf8(key)));
    }

    /** Compares the value of each key of a range, byte by byte. */
    public static ValueSubject value(KeyRange range) {
        return new ValueSubject(range);
    }

    /** Holds when the key exists. */
    public static Compare exists(String key) {
        return createRevision(key).isGreaterThan(0);
    }

    /** Holds when the key does not exist. */
    public static Compare missing(String key) {
        return createRevision(key).is(0);
    }

    /**
     * A number of a key, waiting for what to compare it with.
     *
     * @param range the key or range
     * @param target which number
     */
    public record NumberSubject(KeyRange range, Target target) {
        /** Equal. */
        public Compare is(long number) {
            return compare(Relation.EQUAL, number);
        }

        /** Not equal. */
        public Compare isNot(long number) {
            return compare(Relation.NOT_EQUAL, number);
        }

        /** Greater. */
        public Compare isGreaterThan(long number) {
            return compare(Relation.GREATER, number);
        }

        /** Less. */
        public Compare isLessThan(long number) {
            return compare(Relation.LESS, number);
        }

        private Compare compare(Relation relation, long number) {
            return new Compare(range, target, relation, number, Bytes.EMPTY);
        }
    }

    /**
     * A key's value, waiting for what to compare it with.
     *
     * @param range the key or range
     */
    public record ValueSubject(KeyRange range) {
        /** Equal. */
        public Compare is(Bytes value) {
            return compare(Relation.EQUAL, value);
        }

        /** Equal to UTF-8 text. */
        public Compare is(String value) {
            return is(Bytes.utf8(value));
        }

        /** Present and not equal. */
        public Compare isNot(Bytes value) {
            return compare(Relation.NOT_EQUAL, value);
        }

        /** Present and not equal to UTF-8 text. */
        public Compare isNot(String value) {
            return isNot(Bytes.utf8(value));
        }

        /** Greater, in the order of unsigned bytes. */
        public Compare isGreaterThan(Bytes value) {
            return compare(Relation.GREATER, value);
        }

        /** Less, in the order of unsigned bytes. */
        public Compare isLessThan(Bytes value) {
            return compare(Relation.LESS, value);
        }

        private Compare compare(Relation relation, Bytes value) {
            return new Compare(range, Target.VALUE, relation, 0, value);
        }
    }
}
