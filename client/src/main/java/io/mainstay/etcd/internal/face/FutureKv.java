package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.bulk.BulkCalls;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.kv.Move;
import io.mainstay.etcd.internal.kv.Swaps;
import io.mainstay.etcd.kv.AsyncBulk;
import io.mainstay.etcd.kv.AsyncKv;
import io.mainstay.etcd.kv.BulkOptions;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyPattern;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.KeyVersion;
import io.mainstay.etcd.kv.MoveRequest;
import io.mainstay.etcd.kv.MoveResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.SwapResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

/** The key operations with futures. */
final class FutureKv implements AsyncKv {
    private final CallEngine calls;
    private final KvParts parts;

    FutureKv(KvParts parts) {
        this.calls = parts.calls();
        this.parts = parts;
    }

    @Override
    public CompletableFuture<RangeResult> range(RangeRequest request) {
        return calls.async(Rpcs.RANGE, request);
    }

    @Override
    public CompletableFuture<PutResult> put(PutRequest request) {
        return calls.async(Rpcs.PUT, request);
    }

    @Override
    public CompletableFuture<DeleteResult> delete(DeleteRequest request) {
        return calls.async(Rpcs.DELETE_RANGE, request);
    }

    @Override
    public CompletableFuture<TxnResult> txn(TxnRequest request) {
        return calls.async(KvCalls.txn(request));
    }

    @Override
    public CompletableFuture<CompactResult> compact(CompactRequest request) {
        return calls.async(Rpcs.COMPACT, request);
    }

    @Override
    public CompletableFuture<Optional<KeyValue>> get(Bytes key) {
        return calls.async(new Task<>(Rpcs.RANGE, Effect.READ, RangeRequest.of(key), RangeResult::first));
    }

    @Override
    public CompletableFuture<SwapResult> putIfAbsent(PutRequest put) {
        return calls.async(Swaps.putIfAbsent(put));
    }

    @Override
    public CompletableFuture<SwapResult> compareAndSwap(Bytes expectedValue, PutRequest put) {
        return calls.async(Swaps.put(put, expectedValue));
    }

    @Override
    public CompletableFuture<SwapResult> compareAndSwap(long expectedModRevision, PutRequest put) {
        return calls.async(Swaps.put(put, expectedModRevision));
    }

    @Override
    public CompletableFuture<SwapResult> compareAndDelete(Bytes key, Bytes expectedValue) {
        return calls.async(Swaps.delete(key, expectedValue));
    }

    @Override
    public CompletableFuture<SwapResult> compareAndDelete(Bytes key, long expectedModRevision) {
        return calls.async(Swaps.delete(key, expectedModRevision));
    }

    @Override
    public CompletableFuture<MoveResult> move(MoveRequest request) {
        return new Move(calls, request, calls.executor()).start();
    }

    @Override
    public CompletableFuture<Optional<KeyValue>> getAt(String key, long revision) {
        RangeRequest request = RangeRequest.of(Bytes.utf8(key)).revision(revision);
        return calls.async(new Task<>(Rpcs.RANGE, Effect.READ, request, RangeResult::first));
    }

    @Override
    public CompletableFuture<Long> count(KeyRange range) {
        return calls.async(
                new Task<>(Rpcs.RANGE, Effect.READ, RangeRequest.of(range).countOnly(), RangeResult::count));
    }

    @Override
    public CompletableFuture<Boolean> exists(String key) {
        RangeRequest request = RangeRequest.of(Bytes.utf8(key)).countOnly();
        return calls.async(new Task<>(Rpcs.RANGE, Effect.READ, request, found -> found.count() > 0));
    }

    @Override
    public Flow.Publisher<KeyValue> scan(RangeRequest request) {
        return parts.scans().publisher(request);
    }

    @Override
    public Flow.Publisher<KeyValue> scan(KeyPattern pattern) {
        return parts.scans().publisher(pattern);
    }

    @Override
    public AsyncBulk bulk(UnaryOperator<BulkOptions> options) {
        return new BulkCalls(calls, parts.userCode(), options.apply(BulkOptions.DEFAULT)).async();
    }

    @Override
    public Flow.Publisher<KeyVersion> history(Bytes key) {
        return parts.histories().publisher(key);
    }
}
