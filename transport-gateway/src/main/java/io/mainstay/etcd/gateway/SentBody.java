package io.mainstay.etcd.gateway;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request, and whether it was asked for. The HttpClient asks for it when it has a connection, and no
 * server runs a request without its body: so one whose body was never asked for was certainly not sent.
 */
final class SentBody implements BodyPublisher {
    private final BodyPublisher bytes;
    private final Runnable whenAskedFor;
    private volatile boolean askedFor;

    /** A body; what is to be done when it is asked for is done on a thread of the HttpClient. */
    SentBody(byte[] bytes, Runnable whenAskedFor) {
        this.bytes = BodyPublishers.ofByteArray(bytes);
        this.whenAskedFor = whenAskedFor;
    }

    boolean askedFor() {
        return askedFor;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        askedFor = true;
        whenAskedFor.run();
        bytes.subscribe(subscriber);
    }
}
