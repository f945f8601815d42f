package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.wire.KeyValueProto;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The keys of a range in pieces of about one size, all of one revision. Only the last piece has a header, the count,
 * and says whether there are more.
 */
final class RangeChunks implements Iterator<RangeResult> {
    private static final int FIRST = 10;
    private static final ResponseHeader NONE = ResponseHeader.ofRevision(0);

    private final RangeResult whole;
    private final int chunkBytes;
    private final Runnable stillThere;
    private int from;
    private boolean done;

    /**
     * Pieces.
     *
     * @param stillThere refuses when the revision they are of is forgotten meanwhile; asked before each piece
     */
    RangeChunks(RangeResult whole, int chunkBytes, Runnable stillThere) {
        this.stillThere = stillThere;
        this.whole = whole;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public boolean hasNext() {
        return !done;
    }

    @Override
    public RangeResult next() {
        if (done) {
            throw new NoSuchElementException();
        }
        stillThere.run();
        List<KeyValue> chunk = new ArrayList<>();
        int most = from == 0 ? FIRST : Integer.MAX_VALUE;
        long bytes = 0;
        while (from < whole.kvs().size() && chunk.size() < most && bytes < chunkBytes) {
            KeyValue kv = whole.kvs().get(from++);
            chunk.add(kv);
            bytes += KeyValueProto.size(kv);
        }
        done = from == whole.kvs().size();
        return done
                ? new RangeResult(whole.header(), chunk, whole.more(), whole.count())
                : new RangeResult(NONE, chunk, false, 0);
    }
}
