package io.mainstay.console.output;

import io.mainstay.etcd.kv.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Standard output as bytes, because keys and values need not be text. A failure to write is an {@link
 * UncheckedIOException}. Safe for use by many threads.
 */
public final class Out {
    private final OutputStream stream;

    /** An output to a stream, which should have a buffer. */
    public Out(OutputStream stream) {
        this.stream = stream;
    }

    /** Writes a line of text. */
    public void line(String text) {
        line(Bytes.utf8(text));
    }

    /** Writes a line of bytes. */
    public synchronized void line(Bytes bytes) {
        try {
            stream.write(bytes.unwrap());
            stream.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes text as it is. */
    public synchronized void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        raw(bytes, bytes.length);
    }

    /** Writes the first bytes of an array as they are. */
    public synchronized void raw(byte[] bytes, int length) {
        try {
            stream.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what is buffered on its way. */
    public synchronized void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
