package io.mainstay.etcd.kv;

/**
 * Bounds on the revisions of the keys that a range returns; all inclusive, 0 means "no bound".
 *
 * @param minMod the lowest mod revision
 * @param maxMod the highest mod revision
 * @param minCreate the lowest create revision
 * @param maxCreate the highest create revision
 */
public record RevisionFilter(long minMod, long maxMod, long minCreate, long maxCreate) {
    /** Every key passes. */
    public static final RevisionFilter NONE = new RevisionFilter(0, 0, 0, 0);

    /** Bounds on the last change only. */
    public static RevisionFilter modified(long min, long max) {
        return new RevisionFilter(min, max, 0, 0);
    }

    /** Bounds on the creation only. */
    public static RevisionFilter created(long min, long max) {
        return new RevisionFilter(0, 0, min, max);
    }

    /** Whether a key passes. */
    public boolean accepts(KeyValue kv) {
        return (minMod == 0 || kv.modRevision() >= minMod)
                && (maxMod == 0 || kv.modRevision() <= maxMod)
                && (minCreate == 0 || kv.createRevision() >= minCreate)
                && (maxCreate == 0 || kv.createRevision() <= maxCreate);
    }
}
