package io.mainstay.etcd.kv;

/**
 * The order in which a range is answered.
 *
 * @param target what to compare
 * @param order in which direction; {@link Order#NONE} with a target other than the key sorts ascending, as etcd does
 */
public record Sort(Target target, Order order) {
    /** The order of the keys, which costs nothing. */
    public static final Sort NONE = new Sort(Target.KEY, Order.NONE);

    /** What to compare. */
    public enum Target {
        KEY,
        VERSION,
        CREATE_REVISION,
        MOD_REVISION,
        VALUE
    }

    /** In which direction. */
    public enum Order {
        NONE,
        ASCENDING,
        DESCENDING
    }
}
