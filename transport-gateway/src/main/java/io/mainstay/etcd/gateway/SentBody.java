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
    private volatile boolean askedFor;

    SentBody(byte[] bytes) {
        this.bytes = BodyPublishers.ofByteArray(bytes);
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
        bytes.subscribe(subscriber);
    }
}
