package io.mainstay.etcd.internal.history;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.feed.FeedCursor;
import io.mainstay.etcd.internal.feed.FeedPublisher;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.KeyVersion;
import java.util.concurrent.Flow;

/** The histories of keys, in both styles. */
public final class Histories {
    private static final String OPERATION = "history";

    private final CallEngine calls;
    private final WatchMux watches;
    private final UserCode userCode;

    /** Histories over the engines. */
    public Histories(CallEngine calls, WatchMux watches, UserCode userCode) {
        this.calls = calls;
        this.watches = watches;
        this.userCode = userCode;
    }

    /** A history that its user waits for. */
    public Cursor<KeyVersion> cursor(Bytes key) {
        return new FeedCursor<>(calls, new HistoryFeed(calls, watches, key), OPERATION);
    }

    /** A history for each subscriber. */
    public Flow.Publisher<KeyVersion> publisher(Bytes key) {
        return new FeedPublisher<>(() -> new HistoryFeed(calls, watches, key), userCode, OPERATION);
    }
}
