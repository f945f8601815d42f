package io.mainstay.etcd.spi;

import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/**
 * What a server sends on a watch stream, in the shapes that etcd uses.
 *
 * @param header the header; in a compaction's cancel its revision is 0
 * @param watchId the watch it is about; -1 for an answer to all of the stream, and for a watch that could not be
 *     created
 * @param kind what the message says of the watch
 * @param compactRevision for a cancel because of compaction, the compacted revision; else 0
 * @param cancelReason for a cancel, why, in etcd's words; may be empty
 * @param fragment whether more pieces of the same message follow
 * @param events the events
 */
public record WatchReply(
        ResponseHeader header,
        long watchId,
        Kind kind,
        long compactRevision,
        String cancelReason,
        boolean fragment,
        List<WatchEvent> events) {

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

    /** A progress notice. */
    public static WatchReply progress(ResponseHeader header, long watchId) {
        return events(header, watchId, List.of());
    }
}
