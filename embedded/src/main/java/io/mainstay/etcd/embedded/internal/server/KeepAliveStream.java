package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.Outlet;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One client's stream of keep-alives: each is answered in its order, and the stream ends after its client's half. */
final class KeepAliveStream implements ServedStream<LeaseKeepAliveRequest>, Outlet.Source {
    private final LeaseService leases;
    private final Asker asker;
    private final Consumer<KeepAliveStream> onOver;
    private final Outlet<LeaseKeepAliveResult> outlet;
    private volatile boolean over;

    KeepAliveStream(
            LeaseService leases,
            Asker asker,
            StreamHandler<LeaseKeepAliveResult> handler,
            Executor dispatcher,
            Consumer<KeepAliveStream> onOver) {
        this.leases = leases;
        this.asker = asker;
        this.onOver = onOver;
        this.outlet = new Outlet<>(handler, dispatcher, this);
    }

    @Override
    public void send(LeaseKeepAliveRequest message) {
        if (over) {
            return;
        }
        try {
            outlet.offer(leases.keepAlive(asker, message));
        } catch (Refused refused) {
            end(refused.failure());
        }
    }

    @Override
    public void request(int messages) {
        outlet.request(messages);
    }

    @Override
    public void halfClose() {
        outlet.finish();
        close();
    }

    @Override
    public void cancel() {
        outlet.cancel();
        close();
    }

    @Override
    public void end(TransportFailure failure) {
        outlet.end(failure);
        close();
    }

    @Override
    public boolean refill() {
        return false;
    }

    @Override
    public void broken() {
        close();
    }

    private void close() {
        over = true;
        onOver.accept(this);
    }
}
