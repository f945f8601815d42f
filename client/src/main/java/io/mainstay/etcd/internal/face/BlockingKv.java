package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.bulk.BulkCalls;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.kv.Move;
import io.mainstay.etcd.internal.kv.Swaps;
import io.mainstay.etcd.kv.AsyncKv;
import io.mainstay.etcd.kv.Bulk;
import io.mainstay.etcd.kv.BulkOptions;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyPattern;
import io.mainstay.etcd.kv.KeyVersion;
import io.mainstay.etcd.kv.Kv;
import io.mainstay.etcd.kv.MoveRequest;
import io.mainstay.etcd.kv.MoveResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.Scan;
import io.mainstay.etcd.kv.SwapResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpcs;
import java.util.function.UnaryOperator;

/** The key operations that wait. */
public final class BlockingKv implements Kv {
    private final CallEngine calls;
    private final KvParts parts;
    private final AsyncKv async;

    /** A face over the engines. */
    public BlockingKv(KvParts parts) {
        this.calls = parts.calls();
        this.parts = parts;
        this.async = new FutureKv(parts);
    }

    @Override
    public AsyncKv async() {
        return async;
    }

    @Override
    public RangeResult range(RangeRequest request) {
        return calls.blocking(Rpcs.RANGE, request);
    }

    @Override
    public PutResult put(PutRequest request) {
        return calls.blocking(Rpcs.PUT, request);
    }

    @Override
    public DeleteResult delete(DeleteRequest request) {
        return calls.blocking(Rpcs.DELETE_RANGE, request);
    }

    @Override
    public TxnResult txn(TxnRequest request) {
        return calls.blocking(KvCalls.txn(request));
    }

    @Override
    public CompactResult compact(CompactRequest request) {
        return calls.blocking(Rpcs.COMPACT, request);
    }

    @Override
    public SwapResult putIfAbsent(PutRequest put) {
        return calls.blocking(Swaps.putIfAbsent(put));
    }

    @Override
    public SwapResult compareAndSwap(Bytes expectedValue, PutRequest put) {
        return calls.blocking(Swaps.put(put, expectedValue));
    }

    @Override
    public SwapResult compareAndSwap(long expectedModRevision, PutRequest put) {
        return calls.blocking(Swaps.put(put, expectedModRevision));
    }

    @Override
    public SwapResult compareAndDelete(Bytes key, Bytes expectedValue) {
        return calls.blocking(Swaps.delete(key, expectedValue));
    }

    @Override
    public SwapResult compareAndDelete(Bytes key, long expectedModRevision) {
        return calls.blocking(Swaps.delete(key, expectedModRevision));
    }

    @Override
    public MoveResult move(MoveRequest request) {
        return new Move(calls, request, null).await();
    }

    @Override
    public Scan scan(RangeRequest request) {
        return parts.scans().scan(request);
    }

    @Override
    public Scan scan(KeyPattern pattern) {
        return parts.scans().matching(pattern);
    }

    @Override
    public Bulk bulk(UnaryOperator<BulkOptions> options) {
        return new BulkCalls(calls, parts.userCode(), options.apply(BulkOptions.DEFAULT));
    }

    @Override
    public Cursor<KeyVersion> history(Bytes key) {
        return parts.histories().cursor(key);
    }
}
