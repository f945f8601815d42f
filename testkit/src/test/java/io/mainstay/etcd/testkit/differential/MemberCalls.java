package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.DowngradeRequest;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MemberRemoveRequest;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Calls about a cluster and its members that leave them as they are, so that anybody may make them at any time. */
final class MemberCalls {
    /** The procedures that are called. */
    static final Set<Rpc<?, ?>> ALL = Set.of(
            Rpcs.MEMBER_ADD,
            Rpcs.MEMBER_REMOVE,
            Rpcs.MEMBER_UPDATE,
            Rpcs.MEMBER_PROMOTE,
            Rpcs.MOVE_LEADER,
            Rpcs.DEFRAGMENT,
            Rpcs.DOWNGRADE,
            Rpcs.HASH,
            Rpcs.SNAPSHOT);

    private static final long NOBODY = 0x7777;
    private static final List<String> VERSIONS = List.of("3.4", "3.5.0", "3.6", "3.7", "", "x", "3", "v3.6");

    private final Random random;

    MemberCalls(Random random) {
        this.random = random;
    }

    Operation<?, ?> next() {
        return switch (random.nextInt(10)) {
            case 0 ->
                new Operation<>(
                        Rpcs.MEMBER_ADD,
                        new MemberAddRequest(
                                random.nextBoolean() ? List.of() : List.of("nowhere"), random.nextBoolean()));
            case 1 -> new Operation<>(Rpcs.MEMBER_REMOVE, new MemberRemoveRequest(NOBODY));
            case 2 ->
                new Operation<>(Rpcs.MEMBER_UPDATE, new MemberUpdateRequest(NOBODY, List.of("http://127.0.0.1:7")));
            case 3 -> new Operation<>(Rpcs.MEMBER_PROMOTE, new MemberPromoteRequest(NOBODY));
            case 4 -> new Operation<>(Rpcs.MOVE_LEADER, new MoveLeaderRequest(NOBODY));
            case 5 -> new Operation<>(Rpcs.DEFRAGMENT, new DefragmentRequest());
            case 6 -> new Operation<>(Rpcs.HASH, new HashRequest());
            case 7 -> new Operation<>(Rpcs.SNAPSHOT, new SnapshotRequest());
            default ->
                new Operation<>(
                        Rpcs.DOWNGRADE,
                        new DowngradeRequest(
                                DowngradeRequest.Action.VALIDATE, VERSIONS.get(random.nextInt(VERSIONS.size()))));
        };
    }
}
