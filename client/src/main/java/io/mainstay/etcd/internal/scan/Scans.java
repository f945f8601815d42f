package io.mainstay.etcd.internal.scan;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.feed.FeedCursor;
import io.mainstay.etcd.internal.feed.FeedPublisher;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.kv.KeyPattern;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.Scan;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

/** The scans of one client, and what they have learnt about its members. */
public final class Scans {
    private static final String OPERATION = "scan";

    private final CallEngine calls;
    private final UserCode userCode;

    /** Members that have answered that they know no stream. */
    private final Set<Line> withoutStream = ConcurrentHashMap.newKeySet();

    /** Scans over an engine. */
    public Scans(CallEngine calls, UserCode userCode) {
        this.calls = calls;
        this.userCode = userCode;
    }

    /** A scan that its user waits for. */
    public Scan scan(RangeRequest request) {
        return new Waited(calls, new ScanFeed(this, ScanPosition.start(request, ScanPosition.ALL)));
    }

    /** A scan that a part of this library reads. */
    public ScanFeed feed(RangeRequest request) {
        return new ScanFeed(this, ScanPosition.start(request, ScanPosition.ALL));
    }

    /** A scan of the keys that match, without values, that its user waits for. */
    public Scan matching(KeyPattern pattern) {
        return new Waited(calls, new ScanFeed(this, start(pattern)));
    }

    /** A scan for each subscriber. */
    public Flow.Publisher<KeyValue> publisher(RangeRequest request) {
        return publisher(ScanPosition.start(request, ScanPosition.ALL));
    }

    /** A scan of the keys that match, without values, for each subscriber. */
    public Flow.Publisher<KeyValue> publisher(KeyPattern pattern) {
        return publisher(start(pattern));
    }

    private Flow.Publisher<KeyValue> publisher(ScanPosition start) {
        return new FeedPublisher<>(() -> new ScanFeed(this, start), userCode, OPERATION);
    }

    private static ScanPosition start(KeyPattern pattern) {
        RangeRequest keys = RangeRequest.of(pattern.range()).keysOnly();
        return ScanPosition.start(keys, kv -> pattern.test(kv.key()));
    }

    CallEngine calls() {
        return calls;
    }

    boolean streams(Line line) {
        return !withoutStream.contains(line);
    }

    void streamsNot(Line line) {
        withoutStream.add(line);
    }

    private static final class Waited extends FeedCursor<KeyValue> implements Scan {
        private final ScanFeed feed;

        Waited(CallEngine calls, ScanFeed feed) {
            super(calls, feed, OPERATION);
            this.feed = feed;
        }

        @Override
        public long revision() {
            return feed.revision();
        }
    }
}
