package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.Call.Task;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.kv.AsyncKv;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The key operations with futures. */
final class FutureKv implements AsyncKv {
    private final CallEngine calls;

    FutureKv(CallEngine calls) {
        this.calls = calls;
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
}
