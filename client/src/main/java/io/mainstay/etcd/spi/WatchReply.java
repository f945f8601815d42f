package io.mainstay.etcd.spi;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends on a watch stream, in the shapes that etcd uses.
 *
 * @param header the header; in a compaction's cancel its revision is 0
 * @param watchId the watch it is about; -1 for an answer to all of the stream, and for a watch that could not be
 *     created
 * @param kind what the message says of the watch
 * @param ending for a cancel or refusal, why; else {@link Ending#NONE}
 * @param fragment whether more pieces of the same message follow
 * @param events the events
 */
public record WatchReply(
        ResponseHeader header, long watchId, Kind kind, Ending ending, boolean fragment, List<WatchEvent> events) {

    /**
     * Why a watch ended.
     *
     * @param compactRevision when because of compaction, the compacted revision; else 0
     * @param reason in etcd's words; may be empty
     * @param failure what a layer of the client between the transport and the watch met; a transport leaves it null
     */
    public record Ending(
            long compactRevision, String reason, @Nullable EtcdException failure) {
        /** No end, or no reason given. */
        public static final Ending NONE = new Ending(0, "", null);

        /** An end in the words of a server. */
        public static Ending of(long compactRevision, String reason) {
            return compactRevision == 0 && reason.isEmpty() ? NONE : new Ending(compactRevision, reason, null);
        }
    }

    /** A message of a server, with the reason of an end in its two parts. */
    public WatchReply(
            ResponseHeader header,
            long watchId,
            Kind kind,
            long compactRevision,
            String cancelReason,
            boolean fragment,
            List<WatchEvent> events) {
        this(header, watchId, kind, Ending.of(compactRevision, cancelReason), fragment, events);
    }

    /** For a cancel because of compaction, the compacted revision; else 0. */
    public long compactRevision() {
        return ending.compactRevision();
    }

    /** For a cancel, why, in etcd's words; may be empty. */
    public String cancelReason() {
        return ending.reason();
    }

    /** What a message says of its watch. */
    public enum Kind {
        /** Events, or when there are none, progress. */
        EVENTS,
        /** The watch was created. */
        CREATED,
        /** The watch was refused: created and canceled in one message. */
        REFUSED,
        /** The watch has ended. */
        CANCELED
    }

    /** A message with events. */
    public static WatchReply events(ResponseHeader header, long watchId, List<WatchEvent> events) {
        return new WatchReply(header, watchId, Kind.EVENTS, 0, "", false, events);
    }

    /** The answer to a create. */
    public static WatchReply created(ResponseHeader header, long watchId) {
        return new WatchReply(header, watchId, Kind.CREATED, 0, "", false, List.of());
    }

    /** The answer to a create that is refused. */
    public static WatchReply refused(ResponseHeader header, long watchId, String reason) {
        return new WatchReply(header, watchId, Kind.REFUSED, 0, reason, false, List.of());
    }

    /** The end of a watch. */
    public static WatchReply canceled(ResponseHeader header, long watchId, long compactRevision, String reason) {
        return new WatchReply(header, watchId, Kind.CANCELED, compactRevision, reason, false, List.of());
    }

    /** The end of a watch that a layer of the client cannot carry on. */
    public static WatchReply failed(ResponseHeader header, long watchId, EtcdException failure) {
        return new WatchReply(header, watchId, Kind.CANCELED, new Ending(0, "", failure), false, List.of());
    }

    /** The same message with other events. */
    public WatchReply withEvents(List<WatchEvent> others) {
        return new WatchReply(header, watchId, kind, ending, fragment, others);
    }

    /** A progress notice. */
    public static WatchReply progress(ResponseHeader header, long watchId) {
        return events(header, watchId, List.of());
    }
}
