package io.mainstay.etcd.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines, wherever they were cut on their way. It knows nothing of characters: a line feed is one byte
 * in UTF-8 and part of no other character. Empty lines are passed over, and a carriage return before the line feed is
 * JSON's white space.
 */
final class LineSplitter {
    private final int longest;
    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** A splitter for lines of up to so many bytes. */
    LineSplitter(int longest, Consumer<byte[]> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    /**
     * Takes more bytes.
     *
     * @throws LineTooLongException when a line gets too long; the splitter is of no use any more then
     */
    void feed(ByteBuffer bytes) throws LineTooLongException {
        for (int at = bytes.position(); at < bytes.limit(); at++) {
            if (bytes.get(at) == '\n') {
                byte[] piece = take(bytes, at);
                bytes.get();
                emit(piece);
            }
        }
        byte[] rest = take(bytes, bytes.limit());
        begun.write(rest, 0, rest.length);
    }

    /** There are no more bytes: what was begun is the last line. */
    void end() {
        emit(new byte[0]);
    }

    private byte[] take(ByteBuffer bytes, int until) throws LineTooLongException {
        byte[] piece = new byte[until - bytes.position()];
        if (piece.length > longest - begun.size()) {
            throw new LineTooLongException();
        }
        bytes.get(piece);
        return piece;
    }

    /** Hands over a line that ends with this piece. */
    private void emit(byte[] last) {
        byte[] line = last;
        if (begun.size() > 0) {
            begun.write(last, 0, last.length);
            line = begun.toByteArray();
            begun.reset();
        }
        if (line.length > 0) {
            lines.accept(line);
        }
    }

    /** A line that is longer than any message of etcd. */
    static final class LineTooLongException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
