package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.Outlet;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A stream of one request and many answers, each of which is made when its client has room for it; it ends after the
 * last.
 *
 * @param <Q> the request
 * @param <R> the answers
 */
final class AnswerStream<Q, R> implements ServedStream<Q>, Outlet.Source {
    private static final System.Logger LOG = System.getLogger(AnswerStream.class.getName());

    private final Function<Q, Iterator<R>> begin;
    private final Executor beginner;
    private final Consumer<AnswerStream<?, ?>> onOver;
    private final Outlet<R> outlet;
    private Iterator<R> answers = Collections.emptyIterator();
    private boolean begun;

    /**
     * A stream.
     *
     * @param begin what makes the answers to a request
     * @param beginner where that runs
     */
    AnswerStream(
            Function<Q, Iterator<R>> begin,
            Executor beginner,
            StreamHandler<R> handler,
            Executor dispatcher,
            Consumer<AnswerStream<?, ?>> onOver) {
        this.begin = begin;
        this.beginner = beginner;
        this.onOver = onOver;
        this.outlet = new Outlet<>(handler, dispatcher, this);
    }

    @Override
    public synchronized void send(Q message) {
        if (begun) {
            return;
        }
        begun = true;
        try {
            beginner.execute(() -> begin(message));
        } catch (Refused refused) {
            end(refused.failure());
        }
    }

    private void begin(Q message) {
        try {
            Iterator<R> made = begin.apply(message);
            synchronized (this) {
                answers = made;
            }
        } catch (Refused refused) {
            end(refused.failure());
            return;
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "the embedded etcd failed at a stream of answers", fault);
            end(new TransportFailure(ErrorCode.INTERNAL, "embedded etcd: " + fault, true, fault));
            return;
        }
        outlet.moreToCome();
    }

    /** Makes one answer, so that none is made before its client has room. */
    @Override
    public synchronized boolean refill() {
        try {
            if (answers.hasNext()) {
                outlet.offer(answers.next());
            }
        } catch (Refused refused) {
            end(refused.failure());
            return false;
        }
        if (answers.hasNext()) {
            return true;
        }
        outlet.finish();
        onOver.accept(this);
        return false;
    }

    @Override
    public void request(int messages) {
        outlet.request(messages);
    }

    /** The one message of this stream has been sent; the answers go on. */
    @Override
    public void halfClose() {}

    @Override
    public void cancel() {
        outlet.cancel();
        onOver.accept(this);
    }

    @Override
    public void end(TransportFailure failure) {
        outlet.end(failure);
        onOver.accept(this);
    }

    @Override
    public void broken() {
        onOver.accept(this);
    }
}
