package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;

/** A way to a member, through its gate. */
final class GatedTransport implements Transport {
    private final MemberGate gate;
    private final Transport member;
    private final boolean ofItself;

    GatedTransport(MemberGate gate, Transport member, boolean ofItself) {
        this.gate = gate;
        this.member = member;
        this.ofItself = ofItself;
    }

    MemberGate gate() {
        return gate;
    }

    Transport member() {
        return member;
    }

    Need need(Rpc<?, ?> rpc, Object request) {
        return ofItself ? Need.ofItself(rpc, request) : Need.of(rpc, request);
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        GatedCall<Q, R> call = new GatedCall<>(this, rpc, request, context, handler);
        gate.admit(call);
        return call;
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        GatedLine<Q, R> line = new GatedLine<>(this, rpc, handler);
        if (gate.isStopped()) {
            line.onEnd(MemberGate.STOPPED);
        } else if (context.requireLeader() && !gate.isLed()) {
            line.onEnd(TransportFailure.answered(Refusal.NO_LEADER.code(), Refusal.NO_LEADER.text()));
        } else {
            line.connect(member.open(rpc, context, line));
        }
        return line;
    }

    @Override
    public boolean isDuplex() {
        return member.isDuplex();
    }

    @Override
    public void close() {
        member.close();
    }
}
