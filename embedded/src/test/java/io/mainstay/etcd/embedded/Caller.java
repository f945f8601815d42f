package io.mainstay.etcd.embedded;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.watch.WatchFilter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls an etcd, mostly an embedded one in-process; the answer is there when a call returns. */
final class Caller {
    private static final int PATIENCE_SECONDS = 30;

    private final Transport transport;

    Caller(EmbeddedEtcd etcd) {
        this(etcd.transport());
    }

    Caller(Transport transport) {
        this.transport = transport;
    }

    Transport transport() {
        return transport;
    }

    /** The answer; a refusal is an error of the test. */
    <Q, R> R ask(Rpc<Q, R> rpc, Q request) {
        Outcome<R> outcome = outcome(rpc, request, CallContext.PLAIN);
        R response = outcome.response;
        if (response == null) {
            throw new AssertionError("refused: " + outcome.failure);
        }
        return response;
    }

    /** How the server refuses, as code and text. */
    <Q, R> String refusal(Rpc<Q, R> rpc, Q request) {
        return refusal(rpc, request, CallContext.PLAIN);
    }

    /** How the server refuses somebody. */
    <Q, R> String refusal(Rpc<Q, R> rpc, Q request, CallContext context) {
        TransportFailure failure = outcome(rpc, request, context).failure;
        if (failure == null) {
            throw new AssertionError("not refused: " + rpc);
        }
        return failure.code() + " " + failure.text();
    }

    /** Whether the server answers, and does not refuse. */
    <Q, R> boolean answers(Rpc<Q, R> rpc, Q request) {
        return outcome(rpc, request).failure == null;
    }

    long put(String key, String value) {
        return put(Op.put(key, value));
    }

    long put(PutRequest request) {
        return ask(Rpcs.PUT, request).header().revision();
    }

    void grant(long id, int seconds) {
        ask(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofSeconds(seconds), id));
    }

    static WatchCommand.Create watch(KeyRange range, long startRevision) {
        return new WatchCommand.Create(range, startRevision, 0, false, false, false, Set.of());
    }

    static WatchCommand.Create watch(String key, long startRevision) {
        return watch(KeyRange.prefix(key), startRevision);
    }

    static WatchCommand.Create withId(WatchCommand.Create create, long id) {
        return new WatchCommand.Create(
                create.range(),
                create.startRevision(),
                id,
                create.prevKv(),
                create.progressNotify(),
                create.fragment(),
                create.filters());
    }

    static WatchCommand.Create withOptions(
            WatchCommand.Create create, boolean prevKv, boolean progressNotify, boolean fragment) {
        return new WatchCommand.Create(
                create.range(),
                create.startRevision(),
                create.watchId(),
                prevKv,
                progressNotify,
                fragment,
                create.filters());
    }

    static WatchCommand.Create without(WatchCommand.Create create, WatchFilter filter) {
        return new WatchCommand.Create(
                create.range(),
                create.startRevision(),
                create.watchId(),
                create.prevKv(),
                create.progressNotify(),
                create.fragment(),
                EnumSet.of(filter));
    }

    /** The answer or the refusal. */
    <Q, R> Outcome<R> outcome(Rpc<Q, R> rpc, Q request) {
        return outcome(rpc, request, CallContext.PLAIN);
    }

    private <Q, R> Outcome<R> outcome(Rpc<Q, R> rpc, Q request, CallContext context) {
        Outcome<R> outcome = new Outcome<>();
        transport.call(rpc, request, context, outcome);
        outcome.await();
        return outcome;
    }

    /** How a call ended. */
    static final class Outcome<R> implements ResponseHandler<R> {
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile @Nullable R response;
        private volatile @Nullable TransportFailure failure;

        void await() {
            try {
                if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("no answer");
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }

        @Nullable
        R response() {
            return response;
        }

        @Nullable
        TransportFailure failure() {
            return failure;
        }

        @Override
        public void onResponse(R answer) {
            response = answer;
            ended.countDown();
        }

        @Override
        public void onFailure(TransportFailure why) {
            failure = why;
            ended.countDown();
        }
    }
}
