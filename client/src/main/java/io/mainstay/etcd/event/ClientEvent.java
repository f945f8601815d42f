package io.mainstay.etcd.event;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.lease.KeptLease;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a client did or met. Every start has its end, with the same id: {@link CallStarted} and {@link
 * CallEnded}, {@link StreamOpened} and {@link StreamEnded}, {@link WatchStarted} and {@link WatchEnded}, {@link
 * LeaseKept} and {@link LeaseReleased}. Keys appear in ranges only, values and secrets nowhere.
 */
public sealed interface ClientEvent {
    /**
     * A call begins.
     *
     * @param id pairs it with its end
     * @param operation its name, like {@code KV/Put}
     */
    record CallStarted(long id, String operation) implements ClientEvent {}

    /**
     * An attempt of a call failed and another will follow.
     *
     * @param id the call
     * @param operation its name
     * @param failure why
     * @param backoff how long until the next attempt
     */
    record CallRetried(long id, String operation, EtcdException failure, Duration backoff) implements ClientEvent {}

    /**
     * A call is over.
     *
     * @param id the call
     * @param operation its name
     * @param attempts how many attempts were made
     * @param elapsed how long it took
     * @param failure why it failed, or null
     */
    record CallEnded(
            long id,
            String operation,
            int attempts,
            Duration elapsed,
            @Nullable EtcdException failure) implements ClientEvent {}

    /**
     * A stream was opened.
     *
     * @param id pairs it with its end
     * @param operation its name, like {@code Watch/Watch}
     * @param endpoint where to
     */
    record StreamOpened(long id, String operation, String endpoint) implements ClientEvent {}

    /**
     * A stream is over; the client opens another when it still needs one.
     *
     * @param id the stream
     * @param operation its name
     * @param failure why, or null when either side ended it without an error
     */
    record StreamEnded(long id, String operation, @Nullable EtcdException failure) implements ClientEvent {}

    /**
     * A watch begins.
     *
     * @param id pairs it with its end
     * @param range what it watches
     */
    record WatchStarted(long id, KeyRange range) implements ClientEvent {}

    /**
     * A watch was taken up again after a broken stream or a full queue.
     *
     * @param id the watch
     * @param fromRevision the first revision it still had to see
     */
    record WatchResumed(long id, long fromRevision) implements ClientEvent {}

    /**
     * A watch is over.
     *
     * @param id the watch
     * @param failure why, or null when its user closed it
     */
    record WatchEnded(long id, @Nullable EtcdException failure) implements ClientEvent {}

    /**
     * A lease is kept alive from now on.
     *
     * @param leaseId the lease
     */
    record LeaseKept(long leaseId) implements ClientEvent {}

    /**
     * A kept lease stands differently.
     *
     * @param leaseId the lease
     * @param state how it stands now
     */
    record LeaseStateChanged(long leaseId, KeptLease.State state) implements ClientEvent {}

    /**
     * A lease is no longer kept: {@link KeptLease.State#LOST} or {@link KeptLease.State#CLOSED}.
     *
     * @param leaseId the lease
     * @param state how it ended
     */
    record LeaseReleased(long leaseId, KeptLease.State state) implements ClientEvent {}

    /**
     * An endpoint failed; it is left at once, and put aside while another is healthy.
     *
     * @param endpoint which
     * @param reason why, in the words of the server or the transport
     * @param aside for how long it is not tried while there is a better one
     */
    record EndpointFailed(String endpoint, String reason, Duration aside) implements ClientEvent {}

    /**
     * An endpoint that had failed has answered again. It is not returned to as long as the one in use works.
     *
     * @param endpoint which
     */
    record EndpointHealthy(String endpoint) implements ClientEvent {}

    /**
     * Calls and streams go to another endpoint from now on.
     *
     * @param endpoint where to
     * @param previous where to until now
     */
    record EndpointInUse(String endpoint, String previous) implements ClientEvent {}

    /**
     * The endpoints behind a name were looked up, or the members were asked for theirs, and they are not what they were.
     *
     * @param source the name, or {@code members}
     * @param endpoints what was found
     */
    record EndpointsFound(String source, List<String> endpoints) implements ClientEvent {}

    /**
     * Answers come from another cluster than before: the endpoints lead to two of them, or the cluster was made anew.
     * Revisions, leases and watches of the one mean nothing in the other.
     *
     * @param endpoint who answered
     * @param before the cluster's id until now (an unsigned number)
     * @param now the id now
     */
    record ClusterChanged(String endpoint, long before, long now) implements ClientEvent {}

    /**
     * The client has its first answer, or its first since {@link Disconnected}.
     *
     * @param endpoint who answered
     * @param without how long it was without a connection; the first time, since the client was made
     */
    record Connected(String endpoint, Duration without) implements ClientEvent {}

    /**
     * Every endpoint has failed since it last answered. The client goes on trying; {@link Connected} follows when one
     * answers.
     *
     * @param reason why the last of them failed
     */
    record Disconnected(String reason) implements ClientEvent {}

    /**
     * Code of the user threw an exception where none is expected; the client goes on.
     *
     * @param where which callback
     * @param thrown what it threw
     */
    record CallbackFailed(String where, Throwable thrown) implements ClientEvent {}

    /**
     * Files with certificates or keys have changed; the next connection uses what they hold now.
     *
     * @param sources which files
     */
    record TlsFilesLoaded(String sources) implements ClientEvent {}

    /**
     * Files with certificates or keys have changed, but cannot be used; what they held before stays in force.
     *
     * @param sources which files
     * @param reason what is wrong with them
     */
    record TlsFilesRefused(String sources, String reason) implements ClientEvent {}
}
