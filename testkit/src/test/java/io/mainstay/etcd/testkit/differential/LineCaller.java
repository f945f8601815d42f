package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.function.Consumer;

/** Calls over a transport. */
final class LineCaller implements QueueCaller {
    private final Line line;

    LineCaller(Line line) {
        this.line = line;
    }

    @Override
    public Call start(Operation<?, ?> operation) {
        Line.Started started = line.start(operation, CallContext.PLAIN);
        return new Call(started.answer(), () -> started.call().cancel());
    }

    @Override
    public Runnable observe(Bytes election, Consumer<Answer> seen) {
        Exchange<LeaderRequest> stream = line.transport()
                .open(Rpcs.OBSERVE, CallContext.PLAIN, new StreamHandler<LeaderResult>() {
                    @Override
                    public void onMessage(LeaderResult leader) {
                        seen.accept(new Answer.Done(leader));
                    }

                    @Override
                    public void onEnd(TransportFailure failure) {
                        seen.accept(
                                failure == null
                                        ? new Answer.Refused(null, "the stream ended")
                                        : new Answer.Refused(failure.code(), failure.text()));
                    }
                });
        stream.request(1_000_000);
        stream.send(new LeaderRequest(election));
        stream.halfClose();
        return stream::cancel;
    }
}
