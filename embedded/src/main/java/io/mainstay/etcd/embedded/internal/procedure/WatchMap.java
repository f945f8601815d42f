package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.proto.mvcc.Event;
import io.mainstay.etcd.proto.mvcc.Event.EventType;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest.FilterType;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.spi.WatchReply.Kind;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The watch stream: commands from proto to value, replies from value to proto. */
final class WatchMap {
    private WatchMap() {}

    /** The command, or null for a message of a kind that is not known, which etcd passes over. */
    static @Nullable WatchCommand toValue(WatchRequest request) {
        return switch (request.getRequestUnionCase()) {
            case CREATE_REQUEST -> toValue(request.getCreateRequest());
            case CANCEL_REQUEST ->
                new WatchCommand.Cancel(request.getCancelRequest().getWatchId());
            case PROGRESS_REQUEST -> new WatchCommand.Progress();
            case REQUESTUNION_NOT_SET -> null;
        };
    }

    static WatchResponse toProto(WatchReply reply) {
        WatchResponse.Builder answer = WatchResponse.newBuilder()
                .setHeader(HeaderMap.toProto(reply.header()))
                .setWatchId(reply.watchId())
                .setCreated(reply.kind() == Kind.CREATED || reply.kind() == Kind.REFUSED)
                .setCanceled(reply.kind() == Kind.CANCELED || reply.kind() == Kind.REFUSED)
                .setCompactRevision(reply.compactRevision())
                .setCancelReason(reply.cancelReason())
                .setFragment(reply.fragment());
        for (WatchEvent event : reply.events()) {
            answer.addEvents(toProto(event));
        }
        return answer.build();
    }

    private static WatchCommand.Create toValue(WatchCreateRequest request) {
        return new WatchCommand.Create(
                new KeyRange(BytesMap.toValue(request.getKey()), BytesMap.toValue(request.getRangeEnd())),
                request.getStartRevision(),
                request.getWatchId(),
                request.getPrevKv(),
                request.getProgressNotify(),
                request.getFragment(),
                filters(request));
    }

    /** Filters of a kind that is not known filter nothing. */
    private static Set<WatchFilter> filters(WatchCreateRequest request) {
        EnumSet<WatchFilter> filters = EnumSet.noneOf(WatchFilter.class);
        for (FilterType filter : request.getFiltersList()) {
            if (filter == FilterType.NOPUT) {
                filters.add(WatchFilter.NO_PUT);
            } else if (filter == FilterType.NODELETE) {
                filters.add(WatchFilter.NO_DELETE);
            }
        }
        return Set.copyOf(filters);
    }

    private static Event toProto(WatchEvent event) {
        Event.Builder proto = Event.newBuilder()
                .setType(event.isDelete() ? EventType.DELETE : EventType.PUT)
                .setKv(KvMap.toProto(event.kv()));
        KeyValue prevKv = event.prevKv();
        if (prevKv != null) {
            proto.setPrevKv(KvMap.toProto(prevKv));
        }
        return proto.build();
    }
}
