package io.mainstay.etcd.embedded.internal.watch;

import io.mainstay.etcd.embedded.internal.wire.WatchReplySize;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;

/** Cuts a message that would be too large into pieces, all but the last of which say that more follow. */
final class Fragments {
    private Fragments() {}

    /** The message in pieces of less than {@code limit} bytes, except that each holds one event at least. */
    static List<WatchReply> cut(WatchReply whole, int limit) {
        long size = WatchReplySize.ofEnvelope(whole)
                + whole.events().stream().mapToLong(WatchReplySize::of).sum();
        if (size < limit || whole.events().size() < 2) {
            return List.of(whole);
        }
        int envelope = WatchReplySize.ofEnvelope(piece(whole, true, List.of()));
        List<WatchReply> pieces = new ArrayList<>();
        List<WatchEvent> events = new ArrayList<>();
        long filled = envelope;
        for (WatchEvent event : whole.events()) {
            int added = WatchReplySize.of(event);
            if (!events.isEmpty() && filled + added >= limit) {
                pieces.add(piece(whole, true, events));
                events.clear();
                filled = envelope;
            }
            events.add(event);
            filled += added;
        }
        pieces.add(piece(whole, false, events));
        return pieces;
    }

    private static WatchReply piece(WatchReply whole, boolean fragment, List<WatchEvent> events) {
        return new WatchReply(
                whole.header(),
                whole.watchId(),
                whole.kind(),
                whole.compactRevision(),
                whole.cancelReason(),
                fragment,
                List.copyOf(events));
    }
}
