package io.mainstay.etcd.grpc;

import io.mainstay.etcd.proto.mvcc.Event;
import io.mainstay.etcd.proto.mvcc.Event.EventType;
import io.mainstay.etcd.proto.rpc.WatchCancelRequest;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest.FilterType;
import io.mainstay.etcd.proto.rpc.WatchProgressRequest;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import java.util.List;

/** The watch stream: commands from value to proto, replies from proto to value. */
final class WatchMap {
    private WatchMap() {}

    static WatchRequest toProto(WatchCommand command) {
        WatchRequest.Builder request = WatchRequest.newBuilder();
        if (command instanceof WatchCommand.Create create) {
            request.setCreateRequest(toProto(create));
        } else if (command instanceof WatchCommand.Cancel cancel) {
            request.setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(cancel.watchId()));
        } else if (command instanceof WatchCommand.Progress) {
            request.setProgressRequest(WatchProgressRequest.getDefaultInstance());
        }
        return request.build();
    }

    static WatchReply toValue(WatchResponse answer) {
        WatchEvent[] events = new WatchEvent[answer.getEventsCount()];
        for (int i = 0; i < events.length; i++) {
            events[i] = toValue(answer.getEvents(i));
        }
        return new WatchReply(
                HeaderMap.toValue(answer.getHeader()),
                answer.getWatchId(),
                kind(answer),
                answer.getCompactRevision(),
                answer.getCancelReason(),
                answer.getFragment(),
                List.of(events));
    }

    private static WatchReply.Kind kind(WatchResponse answer) {
        if (answer.getCreated()) {
            return answer.getCanceled() ? WatchReply.Kind.REFUSED : WatchReply.Kind.CREATED;
        }
        return answer.getCanceled() ? WatchReply.Kind.CANCELED : WatchReply.Kind.EVENTS;
    }

    private static WatchCreateRequest toProto(WatchCommand.Create create) {
        WatchCreateRequest.Builder request = WatchCreateRequest.newBuilder()
                .setKey(BytesMap.toProto(create.range().key()))
                .setRangeEnd(BytesMap.toProto(create.range().end()))
                .setStartRevision(create.startRevision())
                .setProgressNotify(create.progressNotify())
                .setPrevKv(create.prevKv())
                .setWatchId(create.watchId())
                .setFragment(create.fragment());
        for (WatchFilter filter : create.filters()) {
            request.addFilters(toProto(filter));
        }
        return request.build();
    }

    private static FilterType toProto(WatchFilter filter) {
        return switch (filter) {
            case NO_PUT -> FilterType.NOPUT;
            case NO_DELETE -> FilterType.NODELETE;
        };
    }

    private static WatchEvent toValue(Event event) {
        return new WatchEvent(
                event.getType() == EventType.DELETE ? WatchEvent.Type.DELETE : WatchEvent.Type.PUT,
                KvMap.toValue(event.getKv()),
                event.hasPrevKv() ? KvMap.toValue(event.getPrevKv()) : null);
    }
}
