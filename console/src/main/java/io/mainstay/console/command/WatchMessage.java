package io.mainstay.console.command;

import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/**
 * Something that a watch was told, shaped like a message of etcd's.
 *
 * @param header whose word it is; without a revision at the end
 * @param events what happened; empty for progress and for the end
 * @param kind what the message is
 * @param compactRevision when the watch ended because of compaction, the oldest revision still kept; else 0
 */
public record WatchMessage(ResponseHeader header, List<WatchEvent> events, Kind kind, long compactRevision) {
    /** What a message is. */
    public enum Kind {
        /** Events. */
        EVENTS,
        /** The watch is complete up to the header's revision. */
        PROGRESS,
        /** The watch has ended. */
        CANCELED,
        /** The watch never began. */
        REFUSED
    }

    /** Whether the watch is over. */
    public boolean canceled() {
        return kind == Kind.CANCELED || kind == Kind.REFUSED;
    }
}
