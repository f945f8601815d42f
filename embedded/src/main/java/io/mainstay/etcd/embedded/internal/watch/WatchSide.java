package io.mainstay.etcd.embedded.internal.watch;

import io.mainstay.etcd.kv.ResponseHeader;

/** The member at which a stream of watches was opened. */
public interface WatchSide {
    /** Its header at a revision. */
    ResponseHeader header(long revision);
}
