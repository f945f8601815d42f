package io.mainstay.etcd.embedded.internal.wire;

import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;

/** How many bytes a message with events takes on the wire, which decides where it is cut into fragments. */
public final class WatchReplySize {
    private WatchReplySize() {}

    /** A message without its events. */
    public static int ofEnvelope(WatchReply reply) {
        return Sizes.part(of(reply.header())) + Sizes.number(reply.watchId()) + Sizes.flag(reply.fragment());
    }

    /** What one event adds to a message. */
    public static int of(WatchEvent event) {
        int size = Sizes.flag(event.isDelete()) + Sizes.part(KeyValueProto.size(event.kv()));
        if (event.prevKv() != null) {
            size += Sizes.part(KeyValueProto.size(event.prevKv()));
        }
        return Sizes.part(size);
    }

    private static int of(ResponseHeader header) {
        return Sizes.number(header.clusterId())
                + Sizes.number(header.memberId())
                + Sizes.number(header.revision())
                + Sizes.number(header.raftTerm());
    }
}
