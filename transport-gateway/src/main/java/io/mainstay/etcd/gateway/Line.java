package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportFailure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the calls and streams of a transport share: its thread, its HTTP side, and the list of what is under way. */
final class Line {
    private static final Duration CLOSE_MOST = Duration.ofSeconds(2);
    /**
     * How many calls may be under way. Over HTTP/1.1 each has a connection to itself, and a thousand connections are
     * more than a server and this machine should be asked for.
     */
    private static final int CALLS_MOST = 64;

    /** Something under way. */
    interface Open {
        /** Ends it with a failure, on the transport's thread. */
        void end(TransportFailure failure);
    }

    private final IoThread io;
    private final Http http;
    private final Post.Way way;
    private final Pulse pulse;
    private final Turns<Runnable> turns = new Turns<>(CALLS_MOST, Runnable::run);
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private int streams;

    Line(Endpoint endpoint, ConnectOptions options) {
        String name = endpoint.host() + ":" + endpoint.port();
        this.io = new IoThread("mainstay-gateway-" + name);
        this.http = new Http(endpoint, options, io);
        this.way = new Post.Way(http, io, new Dialing());
        this.pulse = new Pulse(this, name, options);
    }

    /** Runs a task on the transport's thread, after what was given to it before. */
    void execute(Runnable task) {
        io.execute(task);
    }

    /** How calls share the connections. */
    Turns<Runnable> turns() {
        return turns;
    }

    /** From now on a call is under way, and ended by {@link #close}. */
    void begin(Open call) {
        open.add(call);
    }

    /** The call is over. */
    void done(Open call) {
        open.remove(call);
    }

    /** From now on a stream is under way: also ended when the server falls silent for good. */
    void beginStream(Open stream) {
        if (open.add(stream) && streams++ == 0) {
            pulse.start();
        }
    }

    /** The stream is over. */
    void doneStream(Open stream) {
        if (open.remove(stream) && --streams == 0) {
            pulse.stop();
        }
    }

    /** Posts a body; to be called on the transport's thread. */
    Post post(String path, byte[] body, CallContext context, Post.Reader reader) {
        return Post.send(way, path, body, context, new Heard(reader));
    }

    /** The server is gone: ends what waits for it. */
    void lost(TransportFailure failure) {
        List.copyOf(open).forEach(each -> each.end(failure));
    }

    /** Ends all that is under way and lets go of connections and threads. */
    void close() {
        io.execute(() -> lost(Failures.cutByClose(http)));
        http.close();
        io.close(CLOSE_MOST);
        pulse.close();
    }

    /** Tells the pulse of what comes from the server. */
    private final class Heard implements Post.Reader {
        private final Post.Reader reader;

        Heard(Post.Reader reader) {
            this.reader = reader;
        }

        @Override
        public void onBytes(List<ByteBuffer> bytes) {
            pulse.hear();
            reader.onBytes(bytes);
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            reader.onEnd(failure);
        }
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
