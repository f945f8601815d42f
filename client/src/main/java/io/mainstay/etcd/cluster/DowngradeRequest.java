package io.mainstay.etcd.cluster;

/**
 * A request about the downgrade of a cluster by one minor version.
 *
 * @param action what to do
 * @param version the version to go to, like {@code 3.5.0}; not used by {@link Action#CANCEL}
 */
public record DowngradeRequest(Action action, String version) {
    /** What to do. */
    public enum Action {
        /** Says whether a downgrade to the version would be possible. */
        VALIDATE,
        /** Lets the members be replaced by ones of the version. */
        ENABLE,
        /** Ends the downgrade that was enabled. */
        CANCEL
    }
}
