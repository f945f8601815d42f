package io.mainstay.etcd.embedded.internal.grpc;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What is behind the door in these tests: it shows calls and streams to the test, which answers them. */
final class RecordingTransport implements Transport {
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();

    Call nextCall() throws InterruptedException {
        return taken(calls, "call");
    }

    Stream nextStream() throws InterruptedException {
        return taken(streams, "stream");
    }

    boolean sawNoCall() {
        return calls.isEmpty();
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        @SuppressWarnings("unchecked") // the test answers with the type that the procedure has
        Call call = new Call(rpc, request, context, (ResponseHandler<Object>) handler, new CountDownLatch(1));
        calls.add(call);
        return call.cancelled::countDown;
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        @SuppressWarnings("unchecked") // as above
        Stream stream = new Stream(rpc, context, (StreamHandler<Object>) handler);
        streams.add(stream);
        return new Exchange<>() {
            @Override
            public void send(Q message) {
                stream.sent.add(message);
            }

            @Override
            public void request(int messages) {
                stream.asked(messages);
            }

            @Override
            public void halfClose() {
                stream.halfClosed.countDown();
            }

            @Override
            public void cancel() {
                stream.cancelled.countDown();
            }
        };
    }

    @Override
    public void close() {}

    private static <T> T taken(BlockingQueue<T> queue, String what) throws InterruptedException {
        T taken = queue.poll(20, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("no " + what + " came through the door");
        }
        return taken;
    }

    record Call(
            Rpc<?, ?> rpc,
            Object request,
            CallContext context,
            ResponseHandler<Object> handler,
            CountDownLatch cancelled) {}

    static final class Stream {
        final Rpc<?, ?> rpc;
        final CallContext context;
        final StreamHandler<Object> handler;
        final BlockingQueue<Object> sent = new LinkedBlockingQueue<>();
        final CountDownLatch halfClosed = new CountDownLatch(1);
        final CountDownLatch cancelled = new CountDownLatch(1);
        private final Semaphore room = new Semaphore(0);

        Stream(Rpc<?, ?> rpc, CallContext context, StreamHandler<Object> handler) {
            this.rpc = rpc;
            this.context = context;
            this.handler = handler;
        }

        Object nextSent() throws InterruptedException {
            return taken(sent, "message");
        }

        /** Sends a message if there is room for one, or comes to be soon. */
        boolean offerWithin(Object message, long millis) throws InterruptedException {
            if (!room.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                return false;
            }
            handler.onMessage(message);
            return true;
        }

        /** Sends a message, waiting for room. */
        void send(Object message) throws InterruptedException {
            if (!room.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new AssertionError("no room for a message");
            }
            handler.onMessage(message);
        }

        private void asked(int messages) {
            room.release(messages);
        }
    }
}
