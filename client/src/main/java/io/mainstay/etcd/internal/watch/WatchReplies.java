package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.layer.LayerFailures;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchReply;
import org.jspecify.annotations.Nullable;

/** What the words of a server mean for a watch. Pure. */
final class WatchReplies {
    static final String OPERATION = "Watch/Watch";

    private WatchReplies() {}

    /** Why the server ended or refused a watch, when it was because of the token of its stream; else null. */
    static @Nullable TransportFailure tokenRefused(WatchReply reply) {
        if (reply.compactRevision() > 0) {
            return null;
        }
        TransportFailure why = ErrorMapper.parseReason(reply.cancelReason());
        return AuthTexts.refusesToken(why) ? why : null;
    }

    /** What the end or refusal of one watch means for it, when its token was not the matter. */
    static WatchInput rejected(WatchReply reply, String endpoint) {
        EtcdException ofLayer = reply.ending().failure();
        if (ofLayer != null) {
            return new WatchInput.Fail(ErrorMapper.map(LayerFailures.ofAnswer(ofLayer), OPERATION, endpoint, false));
        }
        if (reply.compactRevision() > 0) {
            return new WatchInput.Compacted(
                    reply.compactRevision(), ErrorMapper.compacted(reply.compactRevision(), OPERATION, endpoint));
        }
        if (reply.cancelReason().isEmpty()) {
            // The server gave no reason and was not asked to end it, so nothing speaks against trying again.
            return new WatchInput.Interrupted();
        }
        EtcdException why = ErrorMapper.mapReason(reply.cancelReason(), OPERATION, endpoint);
        return why.retryable() ? new WatchInput.Interrupted() : new WatchInput.Fail(why);
    }

    /** The failure that ends every watch of a stream, or null when another stream may do better. */
    static @Nullable EtcdException haltedBy(@Nullable TransportFailure end, String endpoint) {
        if (end == null) {
            return null;
        }
        EtcdException why = ErrorMapper.map(end, OPERATION, endpoint, false);
        return switch (end.code()) {
            case PERMISSION_DENIED, UNIMPLEMENTED, INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> why;
            default -> null;
        };
    }

    /** The failure that ends a watch which is not to outlive its stream. */
    static EtcdException lost(@Nullable TransportFailure end, WatchStream from) {
        TransportFailure why = end == null ? TransportFailure.lost("the server ended the stream", null) : end;
        return ErrorMapper.map(why, OPERATION, from.wire().endpoint(), false);
    }
}
