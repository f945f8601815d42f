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
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What encryption does with each procedure: wherever a value goes out it is sealed, wherever one comes in, opened. */
final class EncryptionMappings {
    private EncryptionMappings() {}

    static Mappings of(Encryption encryption) {
        SealedOps ops = new SealedOps(encryption);
        Mappings mappings = new Mappings()
                .map(Rpcs.RANGE, both(ops::checked, ops::open))
                .map(Rpcs.RANGE_STREAM, both(ops::checked, ops::open))
                .map(Rpcs.PUT, both(ops::seal, (q, r) -> ops.open(r)))
                .map(Rpcs.DELETE_RANGE, both(q -> q, (q, r) -> ops.open(r)))
                .map(Rpcs.TXN, both(ops::seal, ops::open))
                .map(Rpcs.WATCH, new SealedWatch(ops))
                .map(Rpcs.CAMPAIGN, both(q -> seal(encryption, q), (q, r) -> r))
                .map(
                        Rpcs.PROCLAIM,
                        both(
                                q -> new ProclaimRequest(
                                        q.leader(), encryption.seal(q.leader().key(), q.value())),
                                (q, r) -> r))
                .map(Rpcs.LEADER, both(q -> q, (q, r) -> new LeaderResult(r.header(), ops.open(r.kv()))))
                .map(Rpcs.OBSERVE, both(q -> q, (q, r) -> new LeaderResult(r.header(), ops.open(r.kv()))));
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
                        Rpcs.MEMBER_LIST,
                        Rpcs.MEMBER_ADD,
                        Rpcs.MEMBER_REMOVE,
                        Rpcs.MEMBER_UPDATE,
                        Rpcs.MEMBER_PROMOTE,
                        Rpcs.STATUS,
                        Rpcs.HASH_KV,
                        Rpcs.HASH,
                        Rpcs.ALARM,
                        Rpcs.DEFRAGMENT,
                        Rpcs.SNAPSHOT,
                        Rpcs.MOVE_LEADER,
                        Rpcs.DOWNGRADE,
                        Rpcs.LOCK,
                        Rpcs.UNLOCK,
                        Rpcs.RESIGN)
                .untouched(
                        Rpcs.AUTH_ENABLE,
                        Rpcs.AUTH_DISABLE,
                        Rpcs.AUTH_STATUS,
                        Rpcs.AUTHENTICATE,
                        Rpcs.USER_ADD,
                        Rpcs.USER_GET,
                        Rpcs.USER_LIST,
                        Rpcs.USER_DELETE,
                        Rpcs.USER_CHANGE_PASSWORD,
                        Rpcs.USER_GRANT_ROLE,
                        Rpcs.USER_REVOKE_ROLE,
                        Rpcs.ROLE_ADD,
                        Rpcs.ROLE_GET,
                        Rpcs.ROLE_LIST,
                        Rpcs.ROLE_DELETE,
                        Rpcs.ROLE_GRANT_PERMISSION,
                        Rpcs.ROLE_REVOKE_PERMISSION);
    }

    /** The server makes the candidate's key of the election's name and the lease; the value is bound to that key. */
    private static CampaignRequest seal(Encryption encryption, CampaignRequest request) {
        if (request.lease() == 0) {
            throw SealedOps.refused("under encryption a candidate needs a lease of its own: its key is made of it");
        }
        Bytes key = Places.key(request.name(), request.lease());
        return new CampaignRequest(request.name(), request.lease(), encryption.seal(key, request.value()));
    }

    private static <Q, R> Mapping<Q, R> both(UnaryOperator<Q> out, BiFunction<Q, R, R> in) {
        return new Mapping<>() {
            @Override
            public Q request(Q request) {
                return out.apply(request);
            }

            @Override
            public R answer(Q request, R answer) {
                return in.apply(request, answer);
            }
        };
    }
}
