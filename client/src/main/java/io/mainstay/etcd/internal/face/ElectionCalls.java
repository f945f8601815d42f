package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderObservation;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.acquire.Acquisition;
import io.mainstay.etcd.internal.acquire.Acquisition.Place;
import io.mainstay.etcd.internal.acquire.Places;
import io.mainstay.etcd.internal.call.CallChain;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.election.Observation;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What the faces of the election service have in common. */
public final class ElectionCalls implements AutoCloseable {
    private final CallEngine calls;
    private final Places places;
    private final Set<Observation> observations = ConcurrentHashMap.newKeySet();

    /** Over an engine. */
    public ElectionCalls(CallEngine calls, Places places) {
        this.calls = calls;
        this.places = places;
    }

    CallEngine calls() {
        return calls;
    }

    Acquisition<CampaignRequest, CampaignResult, CampaignResult> campaign(
            String name, long lease, Bytes value, Duration wait, @Nullable Executor completeOn) {
        Bytes bytes = Bytes.utf8(name);
        Place<CampaignRequest, CampaignResult, CampaignResult> place = new Place<>(
                Rpcs.CAMPAIGN,
                new CampaignRequest(bytes, LockCalls.live(lease), value),
                Places.key(bytes, lease),
                (answer, header, key) -> isOf(answer.leader(), key.createRevision()) ? answer : null);
        return new Acquisition<>(places, place, LockCalls.positive(wait), completeOn);
    }

    private static boolean isOf(LeaderKey leader, long createRevision) {
        return leader.rev() == createRevision;
    }

    CallChain<Optional<LeaderResult>> leader(String name, @Nullable Executor completeOn) {
        return new AskLeader(calls, new LeaderRequest(Bytes.utf8(name)), completeOn);
    }

    LeaderObservation observe(String name) {
        Observation[] self = new Observation[1];
        Observation observation =
                new Observation(calls, new LeaderRequest(Bytes.utf8(name)), () -> observations.remove(self[0]));
        self[0] = observation;
        observations.add(observation);
        if (calls.isClosed()) {
            observation.clientClosed();
        }
        return observation.start();
    }

    /** Ends the observations. */
    @Override
    public void close() {
        List.copyOf(observations).forEach(Observation::clientClosed);
    }

    /** Asks who leads; that nobody does is an answer, which etcd gives as an error. */
    private static final class AskLeader extends CallChain<Optional<LeaderResult>> {
        private final LeaderRequest request;

        AskLeader(CallEngine calls, LeaderRequest request, @Nullable Executor completeOn) {
            super(calls, Rpcs.LEADER.shortName(), calls.timeout(), completeOn);
            this.request = request;
        }

        @Override
        protected void begin() {
            call(Rpcs.LEADER, request, null, leader -> done(Optional.of(leader)), this::refused);
        }

        private void refused(EtcdException why) {
            if (ErrorMapper.isNoOneElected(why)) {
                done(Optional.empty());
            } else {
                fail(why);
            }
        }
    }
}
