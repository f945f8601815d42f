package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.SynchronizationContext;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Serves a procedure with a stream in each direction by opening the same on a transport. */
final class StreamDoor<Q, R> implements ServerCallHandler<InputStream, R> {
    /**
     * How many answers are asked for ahead. Together with gRPC's own 32 KiB it is all that a slow client can pile up.
     */
    private static final int AHEAD = 4;

    /** So many requests are taken from a client that does not take its answers; like etcd's, it then has to wait. */
    private static final int MOST_UNANSWERED = 16;

    private final Transport inner;
    private final Rpc<Q, R> rpc;
    private final RequestReader<Q> reader;
    private final OpenCalls openCalls;

    StreamDoor(Transport inner, Rpc<Q, R> rpc, RequestReader<Q> reader, OpenCalls openCalls) {
        this.inner = inner;
        this.rpc = rpc;
        this.reader = reader;
        this.openCalls = openCalls;
    }

    @Override
    public ServerCall.Listener<InputStream> startCall(ServerCall<InputStream, R> call, Metadata headers) {
        Served served = new Served(call);
        openCalls.add(served);
        served.open(Contexts.of(headers, call.getAttributes()));
        call.request(1);
        return new Requests(call, served);
    }

    /** The client's side of one stream, as gRPC's thread brings it. */
    private final class Requests extends ServerCall.Listener<InputStream> {
        private final ServerCall<InputStream, R> call;
        private final Served served;
        private int unanswered;
        private boolean held;

        Requests(ServerCall<InputStream, R> call, Served served) {
            this.call = call;
            this.served = served;
        }

        @Override
        public void onMessage(InputStream message) {
            try {
                Q request = reader.read(message);
                if (request != null) {
                    served.turns.execute(() -> served.send(request));
                }
                next();
            } catch (StatusRuntimeException e) {
                served.end(e.getStatus());
            }
        }

        @Override
        public void onHalfClose() {
            served.turns.execute(served::halfClose);
        }

        private void next() {
            unanswered = call.isReady() ? 0 : unanswered + 1;
            held = unanswered > MOST_UNANSWERED;
            if (!held) {
                call.request(1);
            }
        }

        @Override
        public void onReady() {
            served.turns.execute(served::demand);
            if (held) {
                next();
            }
        }

        @Override
        public void onCancel() {
            served.turns.execute(served::cancel);
        }
    }

    /**
     * One stream, where gRPC's thread and the threads of the inner stream meet: the sending side of the outer call
     * and the inner exchange are touched only in {@code turns}, which runs one task after the other on whichever
     * thread comes, and blocks none.
     */
    private final class Served implements StreamHandler<R>, OpenCalls.Open {
        private final ServerCall<InputStream, R> call;
        private final SynchronizationContext turns;
        private @Nullable Exchange<Q> exchange;
        private int asked;
        private boolean headersSent;
        private boolean over;

        Served(ServerCall<InputStream, R> call) {
            this.call = call;
            this.turns = new SynchronizationContext((thread, thrown) -> broken(thrown));
        }

        void open(CallContext context) {
            turns.execute(() -> {
                if (!over) {
                    exchange = inner.open(rpc, context, this);
                    demand();
                }
            });
        }

        @Override
        public void onMessage(R message) {
            turns.execute(() -> write(message));
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            turns.execute(() -> finish(Statuses.of(failure)));
        }

        @Override
        public void end(Status status) {
            turns.execute(() -> {
                finish(status);
                cancel();
            });
        }

        void send(Q request) {
            if (!over && exchange != null) {
                exchange.send(request);
            }
        }

        void halfClose() {
            if (!over && exchange != null) {
                exchange.halfClose();
            }
        }

        void cancel() {
            over = true;
            openCalls.remove(this);
            if (exchange != null) {
                exchange.cancel();
            }
        }

        private void write(R message) {
            if (over) {
                return;
            }
            if (!headersSent) {
                headersSent = true;
                call.sendHeaders(new Metadata());
            }
            call.sendMessage(message);
            asked--;
            demand();
        }

        /** Asks for more answers while the client takes them; when it stops, gRPC will tell of its return. */
        void demand() {
            if (!over && exchange != null && asked < AHEAD && call.isReady()) {
                int more = AHEAD - asked;
                asked = AHEAD;
                exchange.request(more);
            }
        }

        private void finish(Status status) {
            if (!over) {
                over = true;
                openCalls.remove(this);
                call.close(status, new Metadata());
            }
        }

        private void broken(Throwable thrown) {
            end(Status.INTERNAL.withDescription("the stream broke: " + thrown).withCause(thrown));
        }
    }
}
