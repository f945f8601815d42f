package io.mainstay.etcd.embedded.internal.queue;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.lock.UnlockResult;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;

/** The Lock service: the first in the queue has the lock. */
public final class LockService {
    private final QueueStore store;

    /** Locks in a store. */
    public LockService(QueueStore store) {
        this.store = store;
    }

    /** Answers once the lock is held; cancelled before, it leaves no key. */
    public Cancellable lock(LockRequest request, ResponseHandler<LockResult> handler) {
        Place place;
        try {
            place = Place.take(store, request.name(), request.lease(), Bytes.EMPTY);
            if (place.ahead(store, request.name()).kvs().isEmpty()) {
                handler.onResponse(new LockResult(place.header(), place.key()));
                return Cancellable.NONE;
            }
        } catch (Refused refused) {
            handler.onFailure(Failures.of(refused));
            return Cancellable.NONE;
        }
        return Turn.await(
                store,
                request.name(),
                place,
                new Turn.Outcome(
                        () -> grant(place, handler),
                        handler::onFailure,
                        () -> store.delete(DeleteRequest.of(place.key()))));
    }

    /** The key may have gone while it waited, with its lease or by somebody's hand. */
    private void grant(Place place, ResponseHandler<LockResult> handler) {
        try {
            RangeResult own = store.range(RangeRequest.of(place.key()));
            if (own.kvs().isEmpty()) {
                throw Failures.refused("mutex: session is expired");
            }
            handler.onResponse(new LockResult(own.header(), place.key()));
        } catch (Refused refused) {
            handler.onFailure(Failures.of(refused));
        }
    }

    /** Deletes the owner's key, whoever asks. */
    public UnlockResult unlock(UnlockRequest request) {
        try {
            return new UnlockResult(
                    store.delete(DeleteRequest.of(request.key())).header());
        } catch (Refused refused) {
            throw Failures.refused(refused.text());
        }
    }
}
