package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Chain;
import io.mainstay.etcd.internal.kv.Move;
import io.mainstay.etcd.internal.kv.Swaps;
import io.mainstay.etcd.internal.scan.Scans;
import io.mainstay.etcd.kv.AsyncKv;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyPattern;
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

/** The key operations that wait. */
public final class BlockingKv implements Kv {
    private final CallEngine calls;
    private final Scans scans;
    private final AsyncKv async;

    /** A face over the engines. */
    public BlockingKv(KvParts parts) {
        this.calls = parts.calls();
        this.scans = parts.scans();
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
        return Chain.blocking(calls, Move.steps(request));
    }

    @Override
    public Scan scan(RangeRequest request) {
        return scans.scan(request);
    }

    @Override
    public Scan scan(KeyPattern pattern) {
        return scans.matching(pattern);
    }
}
