package io.mainstay.etcd.testkit.contract;

import static io.mainstay.etcd.testkit.contract.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every way a call can be refused: its exception, its code and etcd's text, to the letter. */
public abstract class ErrorContract extends ContractSuite {
    private static final long NO_LEASE = 0x7a11_0000_dead_beefL;
    private static final Bytes ONE = Bytes.utf8("1");

    @Test
    void keyIsNotProvided() {
        PutRequest put = PutRequest.of(Bytes.EMPTY, ONE);
        DeleteRequest delete = DeleteRequest.of(Bytes.EMPTY);
        RangeRequest range = RangeRequest.of(Bytes.EMPTY);
        String text = "key is not provided";
        invalid(() -> etcd().kv().put(put), text);
        invalid(() -> etcd().kv().range(range), text);
        invalid(() -> etcd().kv().range(range.until(ONE)), text);
        invalid(() -> etcd().kv().delete(delete), text);
        for (Op op : List.of(put, delete, range)) {
            invalid(() -> etcd().kv().txn(t -> t.then(op)), text);
            invalid(() -> etcd().kv().txn(t -> t.otherwise(op)), text);
            invalid(() -> etcd().kv().txn(t -> t.then(Op.txn(n -> n.then(op)))), text);
        }
        invalid(() -> etcd().kv().txn(t -> t.when(Compare.version("").is(0))), text);
        invalid(
                () -> etcd().kv()
                        .txn(t -> t.then(Op.txn(n -> n.when(Compare.version("").is(0))))),
                text);
    }

    @Test
    void valueIsProvided() {
        putAll("a");
        refusedAlsoInATransaction(new PutRequest(bytesKey("a"), ONE, 0, false, true, false), "value is provided");
    }

    @Test
    void leaseIsProvided() {
        putAll("a");
        refusedAlsoInATransaction(
                new PutRequest(bytesKey("a"), ONE, NO_LEASE, false, false, true), "lease is provided");
    }

    @Test
    void keyNotFound() {
        refusedAlsoInATransaction(
                PutRequest.of(bytesKey("missing"), Bytes.EMPTY).keepValue(), "key not found");
        refusedAlsoInATransaction(PutRequest.of(bytesKey("missing"), ONE).keepLease(), "key not found");
    }

    @Test
    void requestedLeaseNotFound() {
        PutRequest put = PutRequest.of(bytesKey("a"), ONE).lease(NO_LEASE);
        String text = "requested lease not found";
        for (Op op : List.of(put, Op.txn(n -> n.then(put)))) {
            assertRefused(
                    () -> etcd().kv().txn(t -> t.then(op)), LeaseNotFoundException.class, ErrorCode.NOT_FOUND, text);
        }
        assertRefused(() -> etcd().kv().put(put), LeaseNotFoundException.class, ErrorCode.NOT_FOUND, text);
        assertRefused(() -> etcd().leases().revoke(NO_LEASE), LeaseNotFoundException.class, ErrorCode.NOT_FOUND, text);
        assertThat(etcd().kv().get(key("a"))).isEmpty();
    }

    @Test
    void checksComeInTheOrderOfEtcd() {
        invalid(
                () -> etcd().kv().put(new PutRequest(Bytes.EMPTY, ONE, NO_LEASE, false, true, true)),
                "key is not provided");
        invalid(
                () -> etcd().kv().put(new PutRequest(bytesKey("a"), ONE, NO_LEASE, false, true, true)),
                "value is provided");
        assertRefused(
                () -> etcd().kv().put(new PutRequest(bytesKey("a"), Bytes.EMPTY, NO_LEASE, false, true, false)),
                LeaseNotFoundException.class,
                ErrorCode.NOT_FOUND,
                "requested lease not found");
    }

    @Test
    void tooManyOperations() {
        tooManyOperations(TxnRequest.EMPTY.then(many(129, i -> Op.put(key("k" + i), "v"))));
        tooManyOperations(TxnRequest.EMPTY.otherwise(many(129, i -> Op.get(key("k")))));
        Compare[] compares = new Compare[129];
        Arrays.fill(compares, Compare.missing(key("a")));
        tooManyOperations(TxnRequest.EMPTY.when(compares));
    }

    @Test
    void aNestedTransactionHasWhatTheOuterOneLeaves() {
        Op nested = Op.txn(n -> n.then(Op.put(key("inner"), "v")));
        TxnRequest full = TxnRequest.EMPTY.then(many(127, i -> Op.put(key("k" + i), "v")));
        tooManyOperations(full.then(nested));
        TxnRequest room = TxnRequest.EMPTY.then(many(126, i -> Op.put(key("k" + i), "v")));
        assertThat(etcd().kv().txn(room.then(nested)).succeeded()).isTrue();
    }

    @Test
    void duplicateKey() {
        Op put = Op.put(key("a"), "1");
        Op deletes = Op.delete(prefix(), o -> o.prefix());
        List<TxnRequest> bad = List.of(
                TxnRequest.EMPTY.then(put, put),
                TxnRequest.EMPTY.otherwise(put, put),
                TxnRequest.EMPTY.then(put, deletes),
                TxnRequest.EMPTY.then(deletes, put),
                TxnRequest.EMPTY.then(Op.delete(key("a")), put),
                TxnRequest.EMPTY.then(put, Op.txn(n -> n.then(put))),
                TxnRequest.EMPTY.then(put, Op.txn(n -> n.otherwise(put))),
                TxnRequest.EMPTY.then(Op.txn(n -> n.then(put)), Op.txn(n -> n.otherwise(put))),
                TxnRequest.EMPTY.then(deletes, Op.txn(n -> n.then(put))),
                TxnRequest.EMPTY.then(put, Op.txn(n -> n.then(deletes))));
        for (TxnRequest request : bad) {
            invalid(() -> etcd().kv().txn(request), "duplicate key given in txn request");
        }
    }

    @Test
    void futureRevision() {
        long future = revision() + 100;
        String text = "mvcc: required revision is a future revision";
        RangeRequest read = RangeRequest.of(bytesKey("a")).revision(future);
        future(() -> etcd().kv().range(read), text);
        future(() -> etcd().kv().range(read.range(KeyRange.prefix(prefix()))), text);
        future(() -> etcd().kv().range(read.asSerializable().countOnly()), text);
        future(() -> etcd().kv().txn(t -> t.then(read)), text);
        future(() -> etcd().kv().compact(future), text);
        future(() -> etcd().cluster().hashKv(future), text);
    }

    @Test
    void leaseTimeTooLong() {
        assertRefused(
                () -> etcd().leases().grant(Duration.ofSeconds(9_000_000_001L)),
                EtcdException.class,
                ErrorCode.OUT_OF_RANGE,
                "too large lease TTL");
    }

    @Test
    void leaseAlreadyExists() {
        long lease = lease();
        assertRefused(
                () -> etcd().leases().grant(LONG_TTL, lease),
                EtcdException.class,
                ErrorCode.FAILED_PRECONDITION,
                "lease already exists");
    }

    @Test
    void requestIsTooLarge() {
        PutRequest put = PutRequest.of(bytesKey("a"), Bytes.wrap(new byte[1_600_000]));
        String text = "request is too large";
        assertRefused(() -> etcd().kv().put(put), TooLargeException.class, ErrorCode.INVALID_ARGUMENT, text);
        assertRefused(
                () -> etcd().kv().txn(t -> t.then(put)), TooLargeException.class, ErrorCode.INVALID_ARGUMENT, text);
    }

    @Test
    void messageIsTooLarge() {
        PutRequest put = PutRequest.of(bytesKey("a"), Bytes.wrap(new byte[3_000_000]));
        Throwable thrown = catchThrowable(() -> etcd().kv().put(put));
        assertThat(thrown).isExactlyInstanceOf(TooLargeException.class);
        assertThat(((EtcdException) thrown).code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
        assertThat(((EtcdException) thrown).maybeApplied()).isFalse();
        assertThat(((EtcdException) thrown).etcdMessage()).contains("2097152");
        assertThat(etcd().kv().get(key("a"))).as("the connection goes on").isEmpty();
    }

    @Test
    void aRefusalSaysWhatWasAskedAndWhere() {
        Throwable thrown = catchThrowable(() -> etcd().kv().put(PutRequest.of(Bytes.EMPTY, Bytes.utf8("secret"))));
        EtcdException failure = (EtcdException) thrown;
        assertThat(failure.operation()).isEqualTo("KV/Put");
        assertThat(failure.endpoint()).isEqualTo(target().endpoint().toString());
        assertThat(failure).hasMessageContainingAll("KV/Put", failure.endpoint());
        assertThat(failure.toString()).doesNotContain("secret");
    }

    @Test
    void aFutureFailsWithTheSame() {
        Throwable failure = Waiting.failure(etcd().kv().async().put(PutRequest.of(Bytes.EMPTY, ONE)));
        assertThat(failure).isExactlyInstanceOf(InvalidRequestException.class);
        assertThat(((EtcdException) failure).etcdMessage()).isEqualTo("etcdserver: key is not provided");
    }

    private void refusedAlsoInATransaction(PutRequest put, String text) {
        invalid(() -> etcd().kv().put(put), text);
        invalid(() -> etcd().kv().txn(t -> t.then(put)), text);
        invalid(() -> etcd().kv().txn(t -> t.then(Op.txn(n -> n.then(put)))), text);
    }

    private void tooManyOperations(TxnRequest request) {
        assertRefused(
                () -> etcd().kv().txn(request),
                TooLargeException.class,
                ErrorCode.INVALID_ARGUMENT,
                "too many operations in txn request");
    }

    private static void invalid(ThrowingCallable call, String text) {
        assertRefused(call, InvalidRequestException.class, ErrorCode.INVALID_ARGUMENT, text);
    }

    private static void future(ThrowingCallable call, String text) {
        assertRefused(call, FutureRevisionException.class, ErrorCode.OUT_OF_RANGE, text);
    }

    private static Op[] many(int number, IntFunction<Op> make) {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ops.add(make.apply(i));
        }
        return ops.toArray(Op[]::new);
    }
}
