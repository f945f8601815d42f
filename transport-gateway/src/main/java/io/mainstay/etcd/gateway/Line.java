package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the calls and streams of a transport share: its thread, its HTTP side, and the list of what is under way. */
final class Line {
    private static final Duration CLOSE_MOST = Duration.ofSeconds(2);

    /** Something under way. */
    interface Open {
        /** Ends it with a failure, on the transport's thread. */
        void end(TransportFailure failure);
    }

    private final IoThread io;
    private final Http http;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();

    Line(Endpoint endpoint, ConnectOptions options) {
        this.io = new IoThread("mainstay-gateway-" + endpoint.host() + ":" + endpoint.port());
        this.http = new Http(endpoint, options, io);
    }

    /** Runs a task on the transport's thread, after what was given to it before. */
    void execute(Runnable task) {
        io.execute(task);
    }

    /** From now on it is under way, and ended by {@link #close}. */
    void begin(Open something) {
        open.add(something);
    }

    /** It is over. */
    void done(Open something) {
        open.remove(something);
    }

    /** Posts a body; to be called on the transport's thread. */
    Post post(String path, byte[] body, CallContext context, Post.Reader reader) {
        return Post.send(http, io, path, body, context, reader);
    }

    /** Ends all that is under way and lets go of connections and threads. */
    void close() {
        io.execute(() -> List.copyOf(open).forEach(each -> each.end(Failures.cutByClose(http))));
        http.close();
        io.close(CLOSE_MOST);
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
