package io.mainstay.etcd.internal.scan;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How far a scan is: the range that is still to read, the revision it is read at, and how many keys may still come. A
 * revision filter is applied here, because a server that is told it reads the whole range for each page.
 *
 * @param rest what is still to read, at the scan's revision, or 0 before the first answer; its limit is what is left
 * @param picked which of the keys the user wants
 */
record ScanPosition(RangeRequest rest, Predicate<KeyValue> picked) {
    /** Accepts each key. */
    static final Predicate<KeyValue> ALL = kv -> true;

    /**
     * The beginning of a scan.
     *
     * @throws IllegalArgumentException when the request is for something that cannot be read in parts
     */
    static ScanPosition start(RangeRequest request, Predicate<KeyValue> picked) {
        Sort sort = request.sort();
        if (sort.order() == Sort.Order.DESCENDING || sort.target() != Sort.Target.KEY) {
            throw new IllegalArgumentException("a scan goes in ascending key order, because for any other the server"
                    + " reads the whole range for each page; use range() and a limit, or sort on your side");
        }
        if (request.projection() == RangeRequest.Projection.COUNT_ONLY) {
            throw new IllegalArgumentException("a scan reads keys; use count() to count them");
        }
        RevisionFilter filter = request.filter();
        Predicate<KeyValue> wanted = filter.equals(RevisionFilter.NONE) ? picked : picked.and(filter::accepts);
        return new ScanPosition(plain(request).limit(Math.max(0, request.limit())), wanted);
    }

    private static RangeRequest plain(RangeRequest request) {
        return new RangeRequest(
                request.range(),
                Math.max(0, request.revision()),
                request.limit(),
                Sort.NONE,
                RevisionFilter.NONE,
                request.projection(),
                request.serializable());
    }

    private boolean picksAll() {
        return picked == ALL;
    }

    /** The request for the next page. */
    RangeRequest page(long keys) {
        long left = rest.limit();
        return rest.limit(picksAll() && left > 0 ? Math.min(left, keys) : keys);
    }

    /** The request for all that is still to read. */
    RangeRequest stream() {
        return picksAll() ? rest : rest.limit(0);
    }

    /**
     * What an answer brings.
     *
     * @param at where the scan stands after it
     * @param kvs the keys for the user
     * @param over whether nothing more is to be read, though the server may have more
     */
    record Step(ScanPosition at, List<KeyValue> kvs, boolean over) {}

    /** After an answer of a page or of a stream. */
    Step after(RangeResult answer) {
        List<KeyValue> kvs = answer.kvs();
        List<KeyValue> wanted = kvs;
        if (!picksAll()) {
            wanted = new ArrayList<>(kvs);
            wanted.removeIf(picked.negate());
        }
        long left = rest.limit();
        if (left > 0 && wanted.size() >= left) {
            return new Step(this, List.copyOf(wanted.subList(0, (int) left)), true);
        }
        RangeRequest next = rest.limit(left == 0 ? 0 : left - wanted.size());
        if (next.revision() == 0) {
            next = next.revision(answer.header().revision());
        }
        if (kvs.isEmpty()) {
            return new Step(new ScanPosition(next, picked), List.of(), false);
        }
        KeyRange range = rest.range();
        KeyRange after = KeyRange.between(kvs.get(kvs.size() - 1).key().next(), range.end());
        return new Step(new ScanPosition(next.range(after), picked), wanted, range.isSingle());
    }
}
