package io.mainstay.etcd.view;

import io.mainstay.etcd.error.EtcdException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a view stands.
 *
 * @param state what it is doing
 * @param revision it is complete up to this revision; 0 before it was first loaded
 * @param age how long ago etcd last said that it is: by keys, changes, or the word that there were none
 * @param reloads how often all was read again because history was lost
 * @param lastFailure what last made it start over, or null
 */
public record ViewStatus(
        State state,
        long revision,
        Duration age,
        long reloads,
        @Nullable EtcdException lastFailure) {
    /** What a view is doing. */
    public enum State {
        /** It has never been complete, and reads what there is. */
        LOADING,
        /** It is complete up to its revision and watches what comes. */
        FOLLOWING,
        /** It was complete, lost history and reads all again; meanwhile it stays as it was. */
        RELOADING,
        /** It is over, and stays as it was. */
        ENDED
    }
}
