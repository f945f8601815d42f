package io.mainstay.etcd.gateway;

import io.mainstay.etcd.gateway.internal.json.Refusals;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One request and the reading of its answer, on the transport's thread. The answer's bytes are read when they are asked
 * for. An answer that refuses the request is read here and told as a failure.
 */
final class Post implements BodySubscriber<Void>, Dialing.Caller {
    private static final int REFUSAL_MOST = 64 * 1024;
    private static final int SUCCESS = 200;

    /** Who wanted the answer. Called on the transport's thread; after the end, or an abort, no more. */
    interface Reader {
        /** More bytes of the answer, for which {@link Post#demand} asked. */
        void onBytes(List<ByteBuffer> bytes);

        /** The answer is complete, or failed. */
        void onEnd(@Nullable TransportFailure failure);
    }

    /** What requests go through. */
    record Way(Http http, IoThread io, Dialing dialing) {}

    private final Http http;
    private final IoThread io;
    private final Dialing dialing;
    private final String path;
    private final SentBody body;
    private final CallContext context;
    private final Reader reader;
    private final CompletableFuture<Void> allRead = new CompletableFuture<>();

    private @Nullable CompletableFuture<HttpResponse<Void>> response;
    private Flow.@Nullable Subscription bytes;
    private boolean dials;
    private boolean demanded;
    private boolean over;
    private int status = SUCCESS;
    private @Nullable Chunks refusal;

    private Post(Way way, String path, byte[] body, CallContext context, Reader reader) {
        this.http = way.http();
        this.io = way.io();
        this.dialing = way.dialing();
        this.path = path;
        this.body = new SentBody(body, () -> io.run(this::connected));
        this.context = context;
        this.reader = reader;
    }

    /** Posts a body; to be called on the transport's thread. The reader is never called before this returns. */
    static Post send(Way way, String path, byte[] body, CallContext context, Reader reader) {
        Post post = new Post(way, path, body, context, reader);
        post.dialing.add(post);
        return post;
    }

    @Override
    public void dial() {
        dials = true;
        if (over) {
            connected();
        } else {
            start();
        }
    }

    @Override
    public void unreachable(TransportFailure why) {
        fail(why);
    }

    private void connected() {
        if (dials) {
            dials = false;
            dialing.connected();
        }
    }

    private void start() {
        CompletableFuture<HttpResponse<Void>> future;
        try {
            future = http.send(http.post(path, body, context), this::head);
        } catch (RuntimeException impossible) {
            io.execute(() -> fail(Failures.impossible(impossible)));
            return;
        }
        if (future == null) {
            io.execute(() -> fail(Failures.closed(http)));
            return;
        }
        response = future;
        var unused = future.whenComplete((answer, failure) -> {
            if (failure != null) {
                io.execute(() -> failed(failure));
            }
        });
    }

    private void failed(Throwable thrown) {
        TransportFailure failure = Failures.of(thrown, http, body.askedFor());
        if (dials && !over && !body.askedFor()) {
            dials = false;
            dialing.failed(failure);
        }
        fail(failure);
    }

    private BodySubscriber<Void> head(ResponseInfo head) {
        io.run(() -> {
            status = head.statusCode();
            if (status != SUCCESS) {
                refusal = new Chunks();
            }
        });
        return this;
    }

    /** Asks for more bytes of the answer; asking again before they come changes nothing. */
    void demand() {
        demanded = true;
        if (bytes != null && !over) {
            demanded = false;
            bytes.request(1);
        }
    }

    /** Stops it: the connection is closed, by which the server learns of it. */
    void abort() {
        if (!over) {
            over = true;
            release();
        }
    }

    @Override
    public CompletionStage<Void> getBody() {
        return allRead;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        io.run(() -> {
            bytes = subscription;
            if (over) {
                subscription.cancel();
            } else if (demanded || refusal != null) {
                demand();
            }
        });
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        io.run(() -> {
            if (over) {
                return;
            }
            if (refusal == null) {
                reader.onBytes(more);
            } else {
                readRefusal(refusal, more);
            }
        });
    }

    private void readRefusal(Chunks read, List<ByteBuffer> more) {
        read.add(more);
        if (read.size() > REFUSAL_MOST) {
            fail(refused(read));
        } else {
            demand();
        }
    }

    private TransportFailure refused(Chunks read) {
        return Refusals.of(status, path, read.first(REFUSAL_MOST));
    }

    @Override
    public void onError(Throwable failure) {
        io.run(() -> fail(Failures.of(failure, http, true)));
    }

    @Override
    public void onComplete() {
        io.run(() -> {
            if (!over) {
                over = true;
                allRead.complete(null);
                reader.onEnd(refusal == null ? null : refused(refusal));
            }
        });
    }

    private void fail(TransportFailure failure) {
        if (!over) {
            over = true;
            release();
            reader.onEnd(failure);
        }
    }

    /** As long as one of these is not done, the HttpClient counts the request as being under way. */
    private void release() {
        connected();
        if (bytes != null) {
            bytes.cancel();
        }
        if (response != null) {
            response.cancel(true);
        }
        allRead.completeExceptionally(new IOException("given up"));
    }
}
