package io.mainstay.etcd.embedded.internal.gateway;

import java.util.List;

/** The answer to one request, given whole or line by line. All on the thread of its connection. */
interface Reply {
    /** Makes it the last one on its connection. */
    void last();

    /** Whether it has been given to its end. */
    boolean isDone();

    /** Whether the client takes what is written. */
    boolean isWritable();

    /** Gives a whole answer. */
    void whole(Page page);

    /** Begins an answer of lines, unless it has begun. */
    void begin(int status, List<String> headers);

    /** Gives a line, which goes out at once. */
    void line(CharSequence text);

    /** Ends an answer of lines. */
    void end();
}
