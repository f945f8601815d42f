package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The outcome of one call, to be waited for; also counts, so that a second outcome shows. */
class Outcome<R> implements ResponseHandler<R> {
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    @Override
    public void onResponse(R response) {
        outcomes.add(response);
    }

    @Override
    public void onFailure(TransportFailure failure) {
        outcomes.add(failure);
    }

    @SuppressWarnings("unchecked")
    R response() throws InterruptedException {
        Object outcome = next();
        assertThat(outcome).isNotInstanceOf(TransportFailure.class);
        return (R) outcome;
    }

    TransportFailure failure() throws InterruptedException {
        Object outcome = next();
        assertThat(outcome).isInstanceOf(TransportFailure.class);
        return (TransportFailure) outcome;
    }

    boolean isThere() {
        return !outcomes.isEmpty();
    }

    boolean isResponse() {
        return !(outcomes.peek() instanceof TransportFailure);
    }

    void assertNoMore() {
        assertThat(outcomes).isEmpty();
    }

    private Object next() throws InterruptedException {
        Object outcome = outcomes.poll(20, TimeUnit.SECONDS);
        assertThat(outcome).as("an outcome").isNotNull();
        return outcome;
    }
}
