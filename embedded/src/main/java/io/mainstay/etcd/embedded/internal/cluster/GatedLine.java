package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.embedded.internal.lever.Gate;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchReply;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A stream between a client and a member. Messages that need a leader wait for one; what a watch has to tell waits
 * while the member is cut off from those who could tell it.
 */
final class GatedLine<Q, R> implements Exchange<Q>, StreamHandler<R> {
    private final GatedTransport way;
    private final Rpc<Q, R> rpc;
    private final StreamHandler<R> client;
    private final @Nullable Gate news;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Exchange<Q> member;

    GatedLine(GatedTransport way, Rpc<Q, R> rpc, StreamHandler<R> client) {
        this.way = way;
        this.rpc = rpc;
        this.client = client;
        this.news = rpc == Rpcs.WATCH ? way.gate().watchGate() : null;
    }

    void connect(Exchange<Q> opened) {
        member = opened;
        if (over.get()) {
            opened.cancel();
        }
    }

    @Override
    public void onMessage(R message) {
        Gate gate = news;
        if (gate == null) {
            client.onMessage(message);
        } else if (message instanceof WatchReply reply && reply.kind() == WatchReply.Kind.CREATED) {
            gate.passFirst(() -> tell(message));
        } else {
            gate.pass(() -> tell(message));
        }
    }

    private void tell(R message) {
        if (!over.get()) {
            client.onMessage(message);
        }
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        Gate gate = news;
        if (gate == null) {
            end(() -> client.onEnd(failure));
        } else {
            gate.passFirst(() -> end(() -> client.onEnd(failure)));
        }
    }

    @Override
    public void send(Q message) {
        Need need = rpc == Rpcs.LEASE_KEEP_ALIVE || rpc == Rpcs.RANGE_STREAM ? way.need(rpc, message) : Need.NOTHING;
        if (need == Need.NOTHING) {
            pass(message);
            return;
        }
        Cancellable unused = way.gate().whenMet(need, false, new Waiter() {
            @Override
            public void proceed() {
                pass(message);
            }

            @Override
            public void fail(TransportFailure failure) {
                end(() -> {
                    cancelMember();
                    client.onEnd(failure);
                });
            }
        });
    }

    private void pass(Q message) {
        Exchange<Q> connected = member;
        if (connected != null && !over.get()) {
            connected.send(message);
        }
    }

    @Override
    public void request(int messages) {
        Exchange<Q> connected = member;
        if (connected != null) {
            connected.request(messages);
        }
    }

    @Override
    public void halfClose() {
        Exchange<Q> connected = member;
        if (connected != null) {
            connected.halfClose();
        }
    }

    @Override
    public void cancel() {
        end(this::cancelMember);
    }

    private void cancelMember() {
        Exchange<Q> connected = member;
        if (connected != null) {
            connected.cancel();
        }
    }

    private void end(Runnable told) {
        if (over.compareAndSet(false, true)) {
            Gate gate = news;
            if (gate != null) {
                way.gate().forget(gate);
                gate.clear();
            }
            told.run();
        }
    }
}
