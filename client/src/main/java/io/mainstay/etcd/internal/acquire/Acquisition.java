package io.mainstay.etcd.internal.acquire;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallChain;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a lock or a leadership: a read, the server's wait, and another read.
 *
 * <p>The read before tells which revision it is, so that a key made for this wait can be told from one that the lease
 * had already, and only the former is deleted when the wait is given up. The read after finds the key's create
 * revision, which the lock service does not tell, and that it is still there: a wait that was cut and begun again on
 * another connection can have its key deleted by the end of the first, and then is granted what does not exist. Such a
 * wait begins anew; a lease that has ended shows itself then.
 *
 * @param <Q> the request to wait
 * @param <R> the server's answer
 * @param <T> what the user gets
 */
public final class Acquisition<Q, R, T> extends CallChain<T> {
    private final Places places;
    private final Place<Q, R, T> place;
    private long revisionBefore;
    private volatile boolean asked;

    /** A wait for a place, that has not begun. */
    public Acquisition(Places places, Place<Q, R, T> place, Duration wait, @Nullable Executor completeOn) {
        super(places.calls(), place.rpc().shortName(), wait, completeOn);
        this.places = places;
        this.place = place;
    }

    /**
     * What is waited for.
     *
     * @param rpc the procedure that waits
     * @param request its request
     * @param key the key that stands for it
     * @param held makes the user's result of the answer and the key
     */
    public record Place<Q, R, T>(Rpc<Q, R> rpc, Q request, Bytes key, Held<R, T> held) {}

    /** Makes the user's result. */
    public interface Held<R, T> {
        /** The result, or null when the key is not the one that was granted. */
        @Nullable
        T of(R answer, ResponseHeader header, KeyValue key);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    protected void begin() {
        places.free(place.key()).whenComplete((nothing, never) -> lookBefore());
    }

    private void lookBefore() {
        call(Rpcs.RANGE, RangeRequest.of(place.key()).keysOnly(), before -> {
            revisionBefore = before.header().revision();
            ask();
        });
    }

    private void ask() {
        asked = true;
        call(place.rpc(), place.request(), null, this::lookAfter, this::refused);
    }

    private void lookAfter(R answer) {
        call(Rpcs.RANGE, RangeRequest.of(place.key()).keysOnly(), found -> granted(answer, found));
    }

    private void granted(R answer, RangeResult found) {
        T held = found.kvs().isEmpty()
                ? null
                : place.held().of(answer, found.header(), found.kvs().get(0));
        if (held == null) {
            ask();
        } else {
            done(held);
        }
    }

    private void refused(EtcdException why) {
        if (ErrorMapper.isPlaceLost(why)) {
            ask();
            return;
        }
        asked = why.maybeApplied();
        fail(why);
    }

    @Override
    protected void abandoned() {
        if (asked) {
            places.leave(place.key(), revisionBefore);
        }
    }
}
