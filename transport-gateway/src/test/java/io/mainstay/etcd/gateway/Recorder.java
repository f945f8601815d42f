package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Everything a stream brings, in order, to be waited for. */
final class Recorder<R> implements StreamHandler<R> {
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    /** The end of a stream, as something a queue can hold. */
    private record End(Optional<TransportFailure> failure) {}

    @Override
    public void onMessage(R message) {
        seen.add(message);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        seen.add(new End(Optional.ofNullable(failure)));
    }

    @SuppressWarnings("unchecked")
    R message() throws InterruptedException {
        Object next = next();
        assertThat(next).isNotInstanceOf(End.class);
        return (R) next;
    }

    Optional<TransportFailure> end() throws InterruptedException {
        Object next = next();
        assertThat(next).isInstanceOf(End.class);
        return ((End) next).failure();
    }

    int waiting() {
        return seen.size();
    }

    void assertNoMore() {
        assertThat(seen).isEmpty();
    }

    private Object next() throws InterruptedException {
        Object next = seen.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("a message or the end").isNotNull();
        return next;
    }
}
