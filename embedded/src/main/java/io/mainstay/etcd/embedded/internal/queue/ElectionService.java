package io.mainstay.etcd.embedded.internal.queue;

import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ProclaimResult;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.election.ResignResult;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import java.util.function.Supplier;

/** The Election service: the first in the queue leads, and its key's value is what it proclaims. */
public final class ElectionService {
    private final QueueStore store;

    /** Elections in a store. */
    public ElectionService(QueueStore store) {
        this.store = store;
    }

    /** Answers once elected; cancelled before, it leaves no key. */
    public Cancellable campaign(CampaignRequest request, ResponseHandler<CampaignResult> handler) {
        Place place;
        try {
            place = Place.take(store, request.name(), request.lease(), request.value());
            KeyValue found = place.found();
            if (found != null && !found.value().equals(request.value())) {
                proclaimOrLeave(place, request.value());
            }
        } catch (Refused refused) {
            handler.onFailure(Failures.of(refused));
            return Cancellable.NONE;
        }
        LeaderKey leader = new LeaderKey(request.name(), place.key(), place.rev(), place.lease());
        return Turn.await(
                store,
                request.name(),
                place,
                new Turn.Outcome(
                        () -> handler.onResponse(new CampaignResult(place.header(), leader)),
                        handler::onFailure,
                        () -> place.leave(store)));
    }

    /** Changes what a leader says, as long as it leads. */
    public ProclaimResult proclaim(ProclaimRequest request) {
        LeaderKey leader = request.leader();
        return asService(() -> {
            long lease = Place.owner(store, leader.lease());
            return new ProclaimResult(proclaim(leader.key(), leader.rev(), lease, request.value()));
        });
    }

    /** Who cannot say what it campaigns with, as when its lease has ended meanwhile, does not keep the place either. */
    private void proclaimOrLeave(Place place, Bytes value) {
        try {
            proclaim(place.key(), place.rev(), place.lease(), value);
        } catch (Refused refused) {
            place.leave(store);
            throw refused;
        }
    }

    private ResponseHeader proclaim(Bytes key, long rev, long lease, Bytes value) {
        TxnResult answer = store.txn(TxnRequest.EMPTY
                .when(Compare.createRevision(KeyRange.single(key)).is(rev))
                .then(new PutRequest(key, value, lease, false, false, false)));
        if (!answer.succeeded()) {
            throw Failures.refused("election: not leader");
        }
        return answer.header();
    }

    /** Who leads now. */
    public LeaderResult leader(LeaderRequest request) {
        return asService(() -> {
            RangeResult first = Place.first(store, request.name());
            KeyValue kv = first.first().orElseThrow(() -> Failures.refused("election: no leader"));
            return new LeaderResult(first.header(), kv);
        });
    }

    /** Ends a leadership or candidacy, if it has not ended. */
    public ResignResult resign(ResignRequest request) {
        LeaderKey leader = request.leader();
        return asService(() -> {
            long lease = Place.owner(store, leader.lease());
            Place place = new Place(leader.key(), lease, leader.rev(), null, ResponseHeader.EMPTY);
            return new ResignResult(place.leave(store));
        });
    }

    private static <R> R asService(Supplier<R> work) {
        try {
            return work.get();
        } catch (Refused refused) {
            throw Failures.refused(refused.text());
        }
    }
}
