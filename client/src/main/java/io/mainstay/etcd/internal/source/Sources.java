package io.mainstay.etcd.internal.source;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.feed.Feed;
import io.mainstay.etcd.internal.feed.FeedCursor;
import io.mainstay.etcd.internal.feed.FeedPublisher;
import io.mainstay.etcd.internal.follow.FollowRequest;
import io.mainstay.etcd.internal.follow.Followers;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.stream.Source;
import io.mainstay.etcd.stream.SourceRequest;
import java.util.concurrent.Flow;

/** The sources of a client. */
public final class Sources {
    private static final String OPERATION = "source";

    private final CallEngine calls;
    private final Followers followers;
    private final WatchMux watches;
    private final UserCode userCode;

    /** Sources over the engines. */
    public Sources(Followers followers, WatchMux watches, UserCode userCode) {
        this.calls = followers.calls();
        this.followers = followers;
        this.watches = watches;
        this.userCode = userCode;
    }

    /** A source of what a request names. */
    public Source of(SourceRequest request) {
        return new Reading(request);
    }

    private Feed<Burst> feed(SourceRequest request) {
        if (request.isReplay()) {
            return new ReplayFeed(calls, watches, request);
        }
        FollowRequest follow = new FollowRequest(request.range(), request.withPrevKv(), request.failsFast());
        return new SourceFeed(followers.follow(follow), calls.clock(), request.relists());
    }

    private final class Reading implements Source {
        private final SourceRequest request;

        Reading(SourceRequest request) {
            this.request = request;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Burst> subscriber) {
            new FeedPublisher<>(() -> feed(request), userCode, OPERATION).subscribe(subscriber);
        }

        @Override
        public Cursor<Burst> cursor() {
            return new FeedCursor<>(calls, feed(request), OPERATION);
        }
    }
}
