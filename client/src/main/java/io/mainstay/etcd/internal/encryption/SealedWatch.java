package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.layer.Mapping;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the values of events. An event that cannot be opened ends its own watch, typed, after the whole revisions
 * before it; the stream and its other watches go on.
 */
record SealedWatch(SealedOps ops) implements Mapping<WatchCommand, WatchReply> {
    @Override
    public WatchCommand request(WatchCommand request) {
        return request;
    }

    @Override
    public WatchReply answer(WatchCommand request, WatchReply answer) {
        return answer.withEvents(answer.events().stream().map(this::open).toList());
    }

    @Override
    public List<WatchReply> answers(WatchCommand request, WatchReply answer) {
        if (answer.events().isEmpty()) {
            return List.of(answer);
        }
        List<WatchEvent> opened = new ArrayList<>(answer.events().size());
        for (WatchEvent event : answer.events()) {
            try {
                opened.add(open(event));
            } catch (EtcdException closed) {
                return ending(answer, opened, event.revision(), closed);
            }
        }
        return List.of(answer.withEvents(opened));
    }

    private static List<WatchReply> ending(WatchReply answer, List<WatchEvent> opened, long bad, EtcdException why) {
        WatchReply end = WatchReply.failed(answer.header(), answer.watchId(), why);
        List<WatchEvent> before =
                opened.stream().filter(event -> event.revision() < bad).toList();
        return before.isEmpty()
                ? List.of(end)
                : List.of(WatchReply.events(answer.header(), answer.watchId(), before), end);
    }

    private WatchEvent open(WatchEvent event) {
        return new WatchEvent(
                event.type(), event.isDelete() ? event.kv() : ops.open(event.kv()), ops.openOrNull(event.prevKv()));
    }
}
