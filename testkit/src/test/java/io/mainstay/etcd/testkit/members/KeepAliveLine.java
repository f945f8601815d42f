package io.mainstay.etcd.testkit.members;

import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One keep-alive at a member. */
final class KeepAliveLine implements StreamHandler<LeaseKeepAliveResult> {
    private final CompletableFuture<String> outcome = new CompletableFuture<>();

    private KeepAliveLine() {}

    /** What comes of it. */
    static CompletableFuture<String> ask(Transport member, long lease) {
        KeepAliveLine line = new KeepAliveLine();
        Exchange<LeaseKeepAliveRequest> stream = member.open(Rpcs.LEASE_KEEP_ALIVE, CallContext.PLAIN, line);
        stream.request(1);
        stream.send(new LeaseKeepAliveRequest(lease));
        return line.outcome.whenComplete((told, failed) -> stream.cancel());
    }

    @Override
    public void onMessage(LeaseKeepAliveResult message) {
        outcome.complete("answered");
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        outcome.complete(failure == null ? "ended" : failure.code() + " " + failure.text());
    }
}
