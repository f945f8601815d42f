package io.mainstay.etcd.internal.bulk;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.kv.AsyncBulk;
import io.mainstay.etcd.kv.Bulk;
import io.mainstay.etcd.kv.BulkOptions;
import io.mainstay.etcd.kv.BulkResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Both faces of the bulk operations. */
public final class BulkCalls implements Bulk {
    private final CallEngine calls;
    private final UserCode userCode;
    private final BulkOptions options;

    /** Faces over an engine. */
    public BulkCalls(CallEngine calls, UserCode userCode, BulkOptions options) {
        this.calls = calls;
        this.userCode = userCode;
        this.options = options;
    }

    @Override
    public AsyncBulk async() {
        return new Futures();
    }

    @Override
    public BulkResult putAll(Collection<PutRequest> puts) {
        return waited(Load.puts(puts));
    }

    @Override
    public BulkResult deleteAll(Collection<Bytes> keys) {
        return waited(Load.deletes(keys));
    }

    private BulkResult waited(Load load) {
        List<Chunk> chunks = load.chunks(options);
        if (chunks.isEmpty()) {
            return BulkResult.NOTHING;
        }
        if (!options.isChunked()) {
            return calls.blocking(whole(chunks.get(0)));
        }
        BulkRun run = new BulkRun(calls, userCode, options, load, chunks);
        run.start();
        return calls.awaitEnd(run, run::interrupted);
    }

    private CompletableFuture<BulkResult> future(Load load) {
        List<Chunk> chunks = load.chunks(options);
        if (chunks.isEmpty()) {
            return CompletableFuture.completedFuture(BulkResult.NOTHING);
        }
        if (!options.isChunked()) {
            return calls.async(whole(chunks.get(0)));
        }
        BulkRun run = new BulkRun(calls, userCode, options, load, chunks);
        // Where calls are answered at once, as in-process, the whole run goes on here; that must not be its caller.
        userCode.run(run::start);
        return run;
    }

    /** All in one transaction: a write like any other, so not sent again when its answer was lost. */
    private static Task<TxnRequest, TxnResult, BulkResult> whole(Chunk chunk) {
        return new Task<>(
                Rpcs.TXN,
                Effect.WRITE,
                chunk.plain(),
                answer -> new BulkResult(
                        chunk.ops().size(),
                        Chunk.deleted(answer),
                        chunk.bytes(),
                        List.of(answer.header().revision())));
    }

    private final class Futures implements AsyncBulk {
        @Override
        public CompletableFuture<BulkResult> putAll(Collection<PutRequest> puts) {
            return future(Load.puts(puts));
        }

        @Override
        public CompletableFuture<BulkResult> deleteAll(Collection<Bytes> keys) {
            return future(Load.deletes(keys));
        }
    }
}
