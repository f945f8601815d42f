package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.spi.TransportFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a server is gone while streams wait for it in silence, which HTTP/1.1 has no pings for: when a line has
 * heard nothing for a while it asks the server something, and any answer will do. Lives on the transport's thread.
 *
 * <p>The question takes a connection of its own. So a server that stopped and a network that broke are noticed; that
 * something in between forgot one silent connection alone is not.
 */
final class Pulse {
    private static final String QUESTION = "/v3/maintenance/status";
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private final Line line;
    private final ConnectOptions times;
    private final SystemClock clock;
    private boolean beats;
    private boolean heard;
    private Cancellable timer = Cancellable.NONE;
    private @Nullable Question asked;

    /** A pulse that does not beat yet; its clock's thread starts with the first stream. */
    Pulse(Line line, String name, ConnectOptions times) {
        this.line = line;
        this.times = times;
        this.clock = new SystemClock("mainstay-gateway-pulse-" + name);
    }

    /** There is a stream. */
    void start() {
        if (!beats) {
            beats = true;
            heard = true;
            later(times.keepAliveTime(), this::beat);
        }
    }

    /** There is none any more. */
    void stop() {
        beats = false;
        timer.cancel();
        forget();
    }

    /** The server gave a sign of life. */
    void hear() {
        heard = true;
    }

    void close() {
        clock.close();
    }

    private void beat() {
        if (heard) {
            heard = false;
            later(times.keepAliveTime(), this::beat);
            return;
        }
        Question question = new Question();
        asked = question;
        later(times.keepAliveTimeout(), () -> over("no sign of life within " + times.keepAliveTimeout(), null));
        question.ask();
    }

    private void later(Duration delay, Runnable task) {
        timer.cancel();
        timer = clock.schedule(
                delay,
                () -> line.execute(() -> {
                    if (beats) {
                        task.run();
                    }
                }));
    }

    private void answered() {
        asked = null;
        if (beats) {
            later(times.keepAliveTime(), this::beat);
        }
    }

    private void over(String why, @Nullable Throwable cause) {
        stop();
        line.lost(TransportFailure.lost(why, cause));
    }

    private void forget() {
        Question open = asked;
        asked = null;
        if (open != null && open.post != null) {
            open.post.abort();
        }
    }

    /** One question. */
    private final class Question implements Post.Reader {
        private @Nullable Post post;

        void ask() {
            Post sent = line.post(QUESTION, NOTHING, CallContext.PLAIN, this);
            post = sent;
            sent.demand();
        }

        @Override
        public void onBytes(List<ByteBuffer> bytes) {
            if (post != null) {
                post.demand();
            }
        }

        /** A refusal is a sign of life as well; what the HttpClient throws is none. */
        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            if (asked != this) {
                return;
            }
            if (failure == null || failure.cause() == null) {
                answered();
            } else {
                over(failure.text(), failure.cause());
            }
        }
    }
}
