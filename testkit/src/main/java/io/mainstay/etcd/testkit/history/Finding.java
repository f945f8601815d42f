package io.mainstay.etcd.testkit.history;

/**
 * A guarantee that was not kept.
 *
 * @param check the guarantee
 * @param subject who broke it, like the name of a watch
 * @param text what happened
 */
public record Finding(String check, String subject, String text) {
    /** One line. */
    @Override
    public String toString() {
        return check + ": " + subject + " " + text;
    }
}
