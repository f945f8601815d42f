package io.mainstay.etcd.gateway.internal.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** How a remote procedure goes through the gateway: where its requests are posted, and how both sides look. */
public final class Route<Q, R> {
    private final String path;
    private final Writes<Q> request;
    private final Reads<R> answer;
    private final Manner manner;
    private final Shape<Frame<R>> frame;

    /** How a procedure answers. */
    enum Manner {
        /** Once, as soon as it can. */
        ONCE,
        /** Once, but only when others have made way. */
        WHEN_FREE,
        /** In lines, each a {@link Frame}. */
        STREAMED
    }

    Route(String path, Writes<Q> request, Shape<R> answer, Manner manner) {
        this.path = path;
        this.request = request;
        this.answer = answer;
        this.manner = manner;
        Field<Shape<R>> result = Field.of("result", answer);
        Field<Shape<ErrorJson.Told>> error = Field.of("error", ErrorJson.TOLD);
        this.frame = Shape.of(result, error).as(row -> {
            ErrorJson.Told told = row.find(error);
            return told == null ? new Frame.Message<>(row.get(result)) : new Frame.Failed<>(told.failure());
        });
    }

    /** The path its requests are posted to. */
    public String path() {
        return path;
    }

    /** Whether it is answered with lines, each a {@link Frame}, rather than with one object. */
    public boolean isStreamed() {
        return manner == Manner.STREAMED;
    }

    /** Whether its answer may take as long as others please, as that of a lock does. */
    public boolean waits() {
        return manner == Manner.WHEN_FREE;
    }

    /** The body of a request. */
    public byte[] write(Q value) {
        return Json.write(request, value);
    }

    /** Reads the body of an answer that is not streamed. */
    public R read(InputStream body) throws MalformedAnswerException {
        return Json.read(answer, body);
    }

    /** Reads one line of a streamed answer. */
    public Frame<R> readFrame(byte[] line) throws MalformedAnswerException {
        return Json.read(frame, new ByteArrayInputStream(line));
    }

    @Override
    public String toString() {
        return path;
    }
}
