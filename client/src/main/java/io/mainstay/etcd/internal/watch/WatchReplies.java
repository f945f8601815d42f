package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.layer.LayerFailures;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchReply;
import org.jspecify.annotations.Nullable;

/** What the words of a server mean for a watch. Pure. */
final class WatchReplies {
    static final String OPERATION = "Watch/Watch";

    /** How often in a row a rejection for bad credentials is taken for one that may pass. */
    private static final int UNAUTHENTICATED_MOST = 3;

    private WatchReplies() {}

    /** What the end or refusal of one watch means for it. */
    static WatchInput rejected(WatchReply reply, String endpoint, int rejectionsBefore) {
        EtcdException ofLayer = reply.ending().failure();
        if (ofLayer != null) {
            return new WatchInput.Fail(ErrorMapper.map(LayerFailures.ofAnswer(ofLayer), OPERATION, endpoint, false));
        }
        if (reply.compactRevision() > 0) {
            return new WatchInput.Fail(ErrorMapper.compacted(reply.compactRevision(), OPERATION, endpoint));
        }
        if (reply.cancelReason().isEmpty()) {
            // The server gave no reason and was not asked to end it, so nothing speaks against trying again.
            return new WatchInput.Interrupted();
        }
        EtcdException why = ErrorMapper.mapReason(reply.cancelReason(), OPERATION, endpoint);
        return mayPass(why, rejectionsBefore) ? new WatchInput.Interrupted() : new WatchInput.Fail(why);
    }

    /** The failure that ends every watch of a stream, or null when another stream may do better. */
    static @Nullable EtcdException haltedBy(@Nullable TransportFailure end, String endpoint, int lossesBefore) {
        if (end == null) {
            return null;
        }
        EtcdException why = ErrorMapper.map(end, OPERATION, endpoint, false);
        return switch (end.code()) {
            case PERMISSION_DENIED, UNIMPLEMENTED, INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> why;
            case UNAUTHENTICATED -> mayPass(why, lossesBefore) ? null : why;
            default -> null;
        };
    }

    private static boolean mayPass(EtcdException why, int before) {
        return why.retryable() || why instanceof UnauthenticatedException && before < UNAUTHENTICATED_MOST;
    }
}
