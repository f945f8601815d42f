package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call on its way to a member and back. It has one end, and whoever comes first makes it: the answer, the wait for a
 * leader, the stop of the member, or the cancel.
 */
final class GatedCall<Q, R> implements ResponseHandler<R>, Waiter, Cancellable {
    private final MemberGate gate;
    private final Transport member;
    private final Rpc<Q, R> rpc;
    private final Q request;
    private final CallContext context;
    private final ResponseHandler<R> client;
    private final Need need;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Cancellable waiting = Cancellable.NONE;
    private volatile Cancellable underWay = Cancellable.NONE;

    GatedCall(GatedTransport way, Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> client) {
        this.gate = way.gate();
        this.member = way.member();
        this.rpc = rpc;
        this.request = request;
        this.context = context;
        this.client = client;
        this.need = way.need(rpc, request);
    }

    /** Begins when it has reached the member. */
    void begin() {
        if (!gate.knows(this)) {
            end(() -> client.onFailure(MemberGate.STOPPED));
            return;
        }
        waiting = gate.whenMet(need, context.requireLeader(), this);
        letGoIfOver();
    }

    @Override
    public void proceed() {
        if (!over.get()) {
            underWay = member.call(rpc, request, context, this);
            letGoIfOver();
        }
    }

    private void letGoIfOver() {
        if (over.get()) {
            letGo();
        }
    }

    private void letGo() {
        waiting.cancel();
        underWay.cancel();
    }

    @Override
    public void fail(TransportFailure failure) {
        onFailure(failure);
    }

    @Override
    public void onResponse(R response) {
        gate.tell(() -> end(() -> client.onResponse(response)));
    }

    @Override
    public void onFailure(TransportFailure failure) {
        gate.tell(() -> end(() -> client.onFailure(failure)));
    }

    /** The member has stopped. */
    void lose() {
        end(() -> client.onFailure(MemberGate.LOST));
        letGo();
    }

    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            gate.over(this);
            letGo();
        }
    }

    private void end(Runnable told) {
        if (over.compareAndSet(false, true)) {
            gate.over(this);
            told.run();
        }
    }
}
