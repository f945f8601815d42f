package io.mainstay.etcd.embedded.internal.lever;

import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream that can be held up and dropped, between its client and its server. */
final class FaultyLine<Q, R> implements Exchange<Q>, StreamHandler<R> {
    private final StreamHandler<R> client;
    private final boolean requiresLeader;
    private final Consumer<FaultyLine<?, ?>> onOver;
    private final Gate toServer = new Gate();
    private final Gate toClient = new Gate();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Exchange<Q> server;

    FaultyLine(StreamHandler<R> client, boolean requiresLeader, Consumer<FaultyLine<?, ?>> onOver) {
        this.client = client;
        this.requiresLeader = requiresLeader;
        this.onOver = onOver;
    }

    boolean requiresLeader() {
        return requiresLeader;
    }

    void connect(Exchange<Q> opened) {
        server = opened;
        if (over.get()) {
            opened.cancel();
        }
    }

    void shut() {
        toServer.shut();
        toClient.shut();
    }

    void open() {
        toServer.open();
        toClient.open();
    }

    /** Ends the stream for both sides; what is held up is lost. */
    void drop(TransportFailure failure) {
        if (endServer()) {
            toClient.pass(() -> client.onEnd(failure));
        }
    }

    @Override
    public void onMessage(R message) {
        toClient.pass(() -> {
            if (!over.get()) {
                client.onMessage(message);
            }
        });
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        toClient.pass(() -> {
            if (over.compareAndSet(false, true)) {
                onOver.accept(this);
                client.onEnd(failure);
            }
        });
    }

    @Override
    public void send(Q message) {
        toServer.pass(() -> {
            Exchange<Q> connected = server;
            if (connected != null) {
                connected.send(message);
            }
        });
    }

    @Override
    public void request(int messages) {
        Exchange<Q> connected = server;
        if (connected != null) {
            connected.request(messages);
        }
    }

    @Override
    public void halfClose() {
        toServer.pass(() -> {
            Exchange<Q> connected = server;
            if (connected != null) {
                connected.halfClose();
            }
        });
    }

    @Override
    public void cancel() {
        endServer();
    }

    /** Ends the server's side; says whether the stream was not over yet. */
    private boolean endServer() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        onOver.accept(this);
        toServer.clear();
        toClient.clear();
        Exchange<Q> connected = server;
        if (connected != null) {
            connected.cancel();
        }
        return true;
    }
}
