package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.internal.acquire.Places;
import io.mainstay.etcd.internal.layer.Mapping;
import io.mainstay.etcd.internal.layer.Mappings;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Rpcs;

/** What encryption does with each procedure: wherever a value goes out it is sealed, wherever one comes in, opened. */
final class EncryptionMappings {
    private EncryptionMappings() {}

    static Mappings of(Encryption encryption) {
        SealedOps ops = new SealedOps(encryption);
        Mappings mappings = new Mappings()
                .map(Rpcs.RANGE, Mapping.of(ops::checked, ops::open))
                .map(Rpcs.RANGE_STREAM, Mapping.of(ops::checked, ops::open))
                .map(Rpcs.PUT, Mapping.of(ops::seal, (q, r) -> ops.open(r)))
                .map(Rpcs.DELETE_RANGE, Mapping.of(q -> q, (q, r) -> ops.open(r)))
                .map(Rpcs.TXN, Mapping.of(ops::seal, ops::open))
                .map(Rpcs.WATCH, new SealedWatch(ops))
                .map(Rpcs.CAMPAIGN, Mapping.of(q -> seal(encryption, q), (q, r) -> r))
                .map(
                        Rpcs.PROCLAIM,
                        Mapping.of(
                                q -> new ProclaimRequest(
                                        q.leader(), encryption.seal(q.leader().key(), q.value())),
                                (q, r) -> r))
                .map(Rpcs.LEADER, Mapping.of(q -> q, (q, r) -> new LeaderResult(r.header(), ops.open(r.kv()))))
                .map(Rpcs.OBSERVE, Mapping.of(q -> q, (q, r) -> new LeaderResult(r.header(), ops.open(r.kv()))));
        untouched(mappings);
        return mappings;
    }

    /** What carries no value of a key; a snapshot and the hashes are of the store as it is, sealed. */
    private static void untouched(Mappings mappings) {
        mappings.untouched(
                        Rpcs.COMPACT,
                        Rpcs.LEASE_GRANT,
                        Rpcs.LEASE_REVOKE,
                        Rpcs.LEASE_TIME_TO_LIVE,
                        Rpcs.LEASE_LEASES,
                        Rpcs.LEASE_KEEP_ALIVE,
                        Rpcs.LOCK,
                        Rpcs.UNLOCK,
                        Rpcs.RESIGN)
                .administrationUntouched();
    }

    /** The server makes the candidate's key of the election's name and the lease; the value is bound to that key. */
    private static CampaignRequest seal(Encryption encryption, CampaignRequest request) {
        if (request.lease() == 0) {
            throw SealedOps.refused("under encryption a candidate needs a lease of its own: its key is made of it");
        }
        Bytes key = Places.key(request.name(), request.lease());
        return new CampaignRequest(request.name(), request.lease(), encryption.seal(key, request.value()));
    }
}
