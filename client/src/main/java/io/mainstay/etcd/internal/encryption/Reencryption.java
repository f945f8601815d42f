package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.ReencryptProgress;
import io.mainstay.etcd.crypto.ReencryptRequest;
import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException.Failure;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.call.Terms;
import io.mainstay.etcd.internal.layer.LayeredTransport;
import io.mainstay.etcd.internal.namespace.Namespace;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a range that seals anew what the primary key has not sealed. It speaks past the client's layers,
 * because it must see values as they are kept; so its keys are in full, and are translated for the user.
 *
 * <p>Each page is read at the newest revision: a revision held fast would be compacted under a long walk, and each
 * write is guarded by the mod revision it was read with anyway. For the same reason each write may be sent again.
 */
public final class Reencryption {
    private static final int PAGE_FIRST = 16;
    private static final int PAGE_MOST = 512;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int CHUNK_KEYS = 32;
    private static final int CHUNK_BYTES = 1 << 19;

    /** How often one key is tried that others keep changing, and keep sealing with an older key. */
    private static final int TRIES_MOST = 100;

    private final CallEngine calls;
    private final Encryption encryption;
    private final @Nullable Namespace namespace;
    private final ReencryptRequest request;
    private final Consumer<ReencryptProgress> listener;
    private ReencryptProgress progress = ReencryptProgress.NONE;

    /** A walk that has not begun. */
    public Reencryption(
            CallEngine calls,
            Encryption encryption,
            @Nullable Namespace namespace,
            ReencryptRequest request,
            Consumer<ReencryptProgress> listener) {
        this.calls = calls;
        this.encryption = encryption;
        this.namespace = namespace;
        this.request = request;
        this.listener = listener;
    }

    /** Walks, on this thread; the state at the end. */
    public ReencryptProgress run() {
        KeyRange rest = namespace == null ? request.range() : namespace.out(request.range());
        int limit = PAGE_FIRST;
        while (true) {
            RangeResult page = range(RangeRequest.of(rest).limit(limit));
            chunks(page.kvs());
            if (!page.more()) {
                return progress;
            }
            Bytes last = page.kvs().get(page.kvs().size() - 1).key();
            rest = KeyRange.between(last.next(), rest.end());
            limit = nextLimit(limit, page.kvs());
        }
    }

    /** So many keys that a page holds about a MiB, but not suddenly many more. */
    private static int nextLimit(int limit, List<KeyValue> page) {
        long bytes = page.stream()
                .mapToLong(kv -> kv.key().size() + kv.value().size() + 32L)
                .sum();
        long fitting = PAGE_BYTES * (long) page.size() / Math.max(1, bytes);
        return (int) Math.max(1, Math.min(Math.min(fitting, limit * 4L), PAGE_MOST));
    }

    private void chunks(List<KeyValue> page) {
        List<KeyValue> chunk = new ArrayList<>();
        List<KeyValue> stale = new ArrayList<>();
        long bytes = 0;
        for (KeyValue kv : page) {
            if (stale.size() == CHUNK_KEYS || bytes + kv.value().size() > CHUNK_BYTES && !stale.isEmpty()) {
                rewrite(chunk, stale);
                chunk = new ArrayList<>();
                stale = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(kv);
            if (isStale(kv)) {
                stale.add(kv);
                bytes += kv.value().size();
            }
        }
        rewrite(chunk, stale);
    }

    /** Seals the stale keys of a chunk anew, all in one transaction, or if one has changed, each by itself. */
    private void rewrite(List<KeyValue> chunk, List<KeyValue> stale) {
        if (chunk.isEmpty()) {
            return;
        }
        long current = 0;
        long plain = 0;
        for (KeyValue kv : chunk) {
            current += isCurrent(kv) ? 1 : 0;
            plain += !Encryption.isSealed(kv.value()) && !isStale(kv) ? 1 : 0;
        }
        long rewritten = 0;
        if (stale.isEmpty() || sealAnew(stale)) {
            rewritten = stale.size();
        } else {
            for (KeyValue kv : stale) {
                rewritten += alone(kv) ? 1 : 0;
            }
        }
        Bytes last = chunk.get(chunk.size() - 1).key();
        progress = new ReencryptProgress(
                progress.seen() + chunk.size(),
                progress.rewritten() + rewritten,
                progress.current() + current,
                progress.plain() + plain,
                progress.changed() + stale.size() - rewritten,
                namespace == null ? last : namespace.in(last));
        listener.accept(progress);
    }

    private boolean isCurrent(KeyValue kv) {
        OptionalInt by = Encryption.keyIdOf(kv.value());
        return by.isPresent() && by.getAsInt() == encryption.keys().primaryId();
    }

    private boolean isStale(KeyValue kv) {
        return Encryption.isSealed(kv.value()) ? !isCurrent(kv) : request.plainValues();
    }

    /** Reads a key that has changed, and seals it anew if it still needs that; whether it was done here. */
    private boolean alone(KeyValue before) {
        for (int tries = 0; tries < TRIES_MOST; tries++) {
            List<KeyValue> now = range(RangeRequest.of(before.key())).kvs();
            if (now.isEmpty() || !isStale(now.get(0))) {
                return false;
            }
            if (sealAnew(now)) {
                return true;
            }
        }
        String text = "key '" + before.key().utf8() + "' was changed by others before each of " + TRIES_MOST
                + " tries, and sealed with an older key; promote the new key in every process first";
        Failure facts = new Failure(ErrorCode.ABORTED, text, "reencrypt", "", true, false);
        throw new ConflictException(facts, "reencrypt: " + text, null);
    }

    /** Seals keys anew if none of them has changed since it was read; each keeps its lease. */
    private boolean sealAnew(List<KeyValue> kvs) {
        List<Compare> guards = new ArrayList<>();
        List<Op> puts = new ArrayList<>();
        for (KeyValue kv : kvs) {
            Bytes value = Encryption.isSealed(kv.value()) ? encryption.open(kv).value() : kv.value();
            guards.add(Compare.modRevision(KeyRange.single(kv.key())).is(kv.modRevision()));
            puts.add(PutRequest.of(kv.key(), encryption.seal(kv.key(), value)).keepLease());
        }
        return call(Rpcs.TXN, Effect.GUARDED, new TxnRequest(guards, puts, List.of()))
                .succeeded();
    }

    private RangeResult range(RangeRequest read) {
        return call(Rpcs.RANGE, Effect.READ, read);
    }

    private <Q, R> R call(Rpc<Q, R> rpc, Effect effect, Q message) {
        Terms past = new Terms(null, null, LayeredTransport::beneath);
        return calls.blocking(new Task<>(rpc, effect, message, Function.identity(), past));
    }
}
