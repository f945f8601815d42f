package io.mainstay.etcd.internal.source;

import io.mainstay.etcd.internal.feed.Feed;
import io.mainstay.etcd.internal.follow.Followed;
import io.mainstay.etcd.internal.follow.Follower;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.stream.Burst;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The feed behind a source that follows: what a follower tells, as bursts. */
final class SourceFeed implements Feed<Burst> {
    private final Follower follower;
    private final Clock clock;
    private final SourceStep step;

    SourceFeed(Follower follower, Clock clock, boolean relists) {
        this.follower = follower;
        this.clock = clock;
        this.step = new SourceStep(relists);
    }

    @Override
    public CompletableFuture<List<Burst>> next() {
        return follower.next().thenCompose(this::told);
    }

    /** News without bursts, like a word on progress, must not look like the end. */
    private CompletableFuture<List<Burst>> told(List<Followed> news) {
        List<Burst> bursts = new ArrayList<>();
        for (Followed one : news) {
            if (one instanceof Followed.Restarting restarting && step.mustEnd(one)) {
                follower.close();
                return CompletableFuture.failedFuture(restarting.why());
            }
            bursts.addAll(step.bursts(one, clock.nanoTime()));
        }
        return news.isEmpty() || !bursts.isEmpty() ? CompletableFuture.completedFuture(bursts) : next();
    }

    @Override
    public void close() {
        follower.close();
    }
}
