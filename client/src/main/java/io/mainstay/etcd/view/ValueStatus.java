package io.mainstay.etcd.view;

import org.jspecify.annotations.Nullable;

/**
 * A watched value and how it stands, all of one moment.
 *
 * @param <T> the value
 * @param value the value in force; null when the key does not exist and there is no default, or nothing is known yet
 * @param source where it is from
 * @param modRevision the mod revision of the version it was made of; 0 when of none
 * @param view whether etcd is being followed, up to which revision, and how old that is
 * @param rejected how many versions were refused since the beginning
 * @param lastRejection the last of them, or null
 * @param fileTrouble what was last wrong with the last-good file, or null when it is as it should be
 */
public record ValueStatus<T>(
        @Nullable T value,
        Source source,
        long modRevision,
        ViewStatus view,
        long rejected,
        @Nullable Rejection lastRejection,
        @Nullable String fileTrouble) {

    /** Where a value is from. */
    public enum Source {
        /** Nothing is known yet; the default is in force, if there is one. */
        NOTHING,
        /** The last-good file: etcd has not answered yet, or with a value that was refused. */
        FILE,
        /** The key, in the last version that was accepted. */
        KEY,
        /** The key does not exist; the default is in force, if there is one. */
        ABSENT
    }

    /** Whether the key has a newer version than the one in force, which was refused. */
    public boolean isHeldBack() {
        return lastRejection != null && lastRejection.revision() > modRevision && source != Source.ABSENT;
    }

    /** How it stands, without the value. */
    @Override
    public String toString() {
        return "ValueStatus[" + source + ", modRevision " + modRevision + ", rejected " + rejected + ", " + view + "]";
    }
}
