package io.mainstay.etcd.internal.bulk;

import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.kv.BulkOptions;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bulk operation is to do: puts of different keys, or deletes of different keys.
 *
 * @param operation its name
 * @param ops the puts or deletes, one a key
 */
record Load(String operation, List<Op> ops) {
    /** What an operation takes besides key and value: its guard, an envelope, a namespace. More than they ever do. */
    private static final int PER_OP = 256;

    /** What a transaction takes besides its operations, in the server's log too. */
    private static final int PER_TXN = 512;

    static Load puts(Collection<PutRequest> puts) {
        List<Op> ops = new ArrayList<>(puts.size());
        for (PutRequest put : puts) {
            ops.add(new PutRequest(put.key(), put.value(), put.lease(), false, put.ignoreValue(), put.ignoreLease()));
        }
        return new Load("putAll", ops).checked();
    }

    static Load deletes(Collection<Bytes> keys) {
        return new Load("deleteAll", keys.stream().<Op>map(DeleteRequest::of).toList()).checked();
    }

    private Load checked() {
        Map<Bytes, Integer> seen = new HashMap<>();
        for (int i = 0; i < ops.size(); i++) {
            Integer first = seen.put(key(i), i);
            if (first != null) {
                throw new IllegalArgumentException(
                        operation + ": the keys at positions " + first + " and " + i + " are the same; give each once");
            }
        }
        return this;
    }

    Bytes key(int i) {
        return key(ops.get(i));
    }

    static Bytes key(Op op) {
        return op instanceof PutRequest put
                ? put.key()
                : ((DeleteRequest) op).range().key();
    }

    /** The bytes of a key and its value. */
    static int content(Op op) {
        return op instanceof PutRequest put ? put.key().size() + put.value().size() : key(op).size();
    }

    /** The most bytes an operation takes in a transaction that is guarded: its key stands there twice. */
    private static long weight(Op op) {
        return content(op) + (long) key(op).size() + PER_OP;
    }

    /**
     * The parts that fit into a transaction each.
     *
     * @throws io.mainstay.etcd.error.TooLargeException when the whole does not fit and may not be split, or when one
     *     key does not fit
     */
    List<Chunk> chunks(BulkOptions options) {
        List<Chunk> chunks = new ArrayList<>();
        int from = 0;
        long bytes = PER_TXN;
        for (int i = 0; i < ops.size(); i++) {
            long weight = weight(ops.get(i));
            if (PER_TXN + weight > options.maxBytes()) {
                String text = "the key at position " + i + " of " + ops.size() + " takes " + weight
                        + " bytes with its value, and a transaction may hold " + options.maxBytes();
                throw ErrorMapper.tooLarge(
                        operation, text, "split the value, or raise --max-request-bytes and maxBytes");
            }
            if (i - from == options.maxOps() || bytes + weight > options.maxBytes()) {
                chunks.add(new Chunk(chunks.size(), ops.subList(from, i)));
                from = i;
                bytes = PER_TXN;
            }
            bytes += weight;
        }
        if (from < ops.size()) {
            chunks.add(new Chunk(chunks.size(), ops.subList(from, ops.size())));
        }
        if (chunks.size() > 1 && !options.isChunked()) {
            String text = ops.size() + " keys take " + chunks.size() + " transactions of at most " + options.maxOps()
                    + " operations and " + options.maxBytes() + " bytes";
            throw ErrorMapper.tooLarge(
                    operation, text, "say bulk(o -> o.chunked()) if they need not be atomic as a whole");
        }
        return chunks;
    }
}
