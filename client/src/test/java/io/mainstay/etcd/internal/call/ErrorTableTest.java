package io.mainstay.etcd.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.TransportFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error text of etcd: what the user catches, whether waiting helps, whether a write may have been applied. */
class ErrorTableTest {
    /** Code, text, type, whether it is retryable, whether a write may have been applied. */
    private static final String TABLE = """
            INVALID_ARGUMENT | etcdserver: key is not provided | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: key not found | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: value is provided | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: lease is provided | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: too many operations in txn request | TooLarge | - | -
            INVALID_ARGUMENT | etcdserver: duplicate key given in txn request | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: invalid client api version | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: invalid sort option | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: given member URLs are invalid | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: request is too large | TooLarge | - | -
            INVALID_ARGUMENT | etcdserver: user name is empty | Unauthenticated | - | -
            INVALID_ARGUMENT | etcdserver: role name is empty | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: authentication failed, invalid user ID or password | Unauthenticated | - | -
            INVALID_ARGUMENT | etcdserver: permission not given | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: invalid auth management | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: revision of auth store is old | Unauthenticated | - | -
            INVALID_ARGUMENT | etcdserver: wrong downgrade target version format | InvalidRequest | - | -
            INVALID_ARGUMENT | etcdserver: invalid downgrade target version | InvalidRequest | - | -
            OUT_OF_RANGE | etcdserver: mvcc: required revision has been compacted | Compacted | - | -
            OUT_OF_RANGE | etcdserver: mvcc: required revision is a future revision | FutureRevision | - | -
            OUT_OF_RANGE | etcdserver: too large lease TTL | Etcd | - | -
            NOT_FOUND | etcdserver: requested lease not found | LeaseNotFound | - | -
            NOT_FOUND | etcdserver: member not found | Etcd | - | -
            RESOURCE_EXHAUSTED | etcdserver: mvcc: database space exceeded | NoSpace | - | -
            RESOURCE_EXHAUSTED | etcdserver: too many requests | Unavailable | r | -
            UNKNOWN | etcdserver: too many requests | Unavailable | r | -
            RESOURCE_EXHAUSTED | grpc: received message larger than max (3000010 vs. 2097152) | TooLarge | - | -
            FAILED_PRECONDITION | etcdserver: lease already exists | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: member ID already exist | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: Peer URLs already exists | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: can only promote a learner member | Etcd | - | -
            FAILED_PRECONDITION|etcdserver: can only promote a learner member which is in sync with leader|Etcd|r|-
            FAILED_PRECONDITION | etcdserver: too many learner members in cluster | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: cluster ID mismatch | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: not leader | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: bad leader transferee | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: cluster has a downgrade job in progress | Etcd | - | -
            FAILED_PRECONDITION | etcdserver: no inflight downgrade job | Etcd | - | -
            UNKNOWN | etcdserver: re-configuration failed due to not enough started members | Etcd | r | -
            UNAUTHENTICATED | etcdserver: invalid auth token | Unauthenticated | - | -
            PERMISSION_DENIED | etcdserver: permission denied | PermissionDenied | - | -
            UNAVAILABLE | etcdserver: no leader | NoLeader | r | -
            UNAVAILABLE | etcdserver: leader changed | NoLeader | r | m
            UNAVAILABLE | etcdserver: server stopped | Unavailable | r | m
            UNAVAILABLE | etcdserver: unhealthy cluster | Unavailable | r | -
            UNAVAILABLE | etcdserver: request timed out | Unavailable | r | m
            UNAVAILABLE | etcdserver: request timed out, possibly due to previous leader failure | Unavailable | r | m
            UNAVAILABLE | etcdserver: request timed out, possibly due to connection lost | Unavailable | r | m
            UNAVAILABLE|etcdserver: request timed out, waiting for the applied index took too long|Unavailable|r|m
            DATA_LOSS | etcdserver: corrupt cluster | Etcd | - | -
            CANCELLED | etcdserver: request canceled | CallCancelled | - | m
            DEADLINE_EXCEEDED | context deadline exceeded | DeadlineExceeded | - | m
            UNIMPLEMENTED | unknown method RangeStream for service etcdserverpb.KV | UnsupportedByServer | - | -
            UNKNOWN | etcdserver: request timed out, leader transfer took too long | Etcd | - | m
            UNKNOWN | etcdserver: requested lease not found | LeaseNotFound | - | -
            UNKNOWN | mutex: session is expired | LockLost | - | m
            UNKNOWN | election: not leader | LeadershipLost | - | -
            UNKNOWN | election: no leader | Etcd | - | -
            UNKNOWN | surprise | Etcd | - | m
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void everyTextHasItsMeaning(ErrorCode code, String text, String leaf, String retryable, String maybeApplied) {
        TransportFailure failure = TransportFailure.answered(code, text);
        boolean maybe = RetryRule.maybeApplied(Effect.WRITE, failure);
        EtcdException mapped = ErrorMapper.map(failure, "KV/Put", "http://h:1", maybe);
        assertThat(mapped.getClass().getSimpleName()).isEqualTo(leaf + "Exception");
        assertThat(mapped.code()).isEqualTo(code);
        assertThat(mapped.retryable()).as("retryable").isEqualTo(retryable.equals("r"));
        assertThat(mapped.maybeApplied()).as("maybe applied").isEqualTo(maybeApplied.equals("m"));
        assertThat(RetryRule.sendAgain(Effect.WRITE, failure) && maybe)
                .as("a write that may have been applied is never sent again")
                .isFalse();
    }
}
