package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeRequest.Projection;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a range: first the keys, cut at the limit only when nothing else decides which of them stay, then the filter,
 * then the order, then the limit. Keys that are equal in what is sorted by stay in key order.
 */
final class Ranges {
    private Ranges() {}

    static RangeResult read(View view, RangeRequest request) {
        ResponseHeader header = ResponseHeader.ofRevision(view.revision());
        long at = view.resolve(request.revision());
        if (request.projection() == Projection.COUNT_ONLY) {
            return new RangeResult(header, List.of(), false, view.count(request.range(), at));
        }
        View.Found found = view.find(request.range(), at, fetchLimit(request));
        List<KeyValue> kvs = found.kvs();
        if (!request.filter().equals(RevisionFilter.NONE)) {
            kvs.removeIf(kv -> !request.filter().accepts(kv));
        }
        sort(kvs, request.sort());
        boolean more = request.limit() > 0 && kvs.size() > request.limit();
        if (more) {
            kvs = kvs.subList(0, (int) request.limit());
        }
        if (request.projection() == Projection.KEYS_ONLY) {
            kvs = kvs.stream().map(KeyValue::withoutValue).toList();
        }
        return new RangeResult(header, List.copyOf(kvs), more, found.count());
    }

    /** One more than the limit, to see whether there are more; 0 for all. */
    private static long fetchLimit(RangeRequest request) {
        boolean decidedLater =
                request.sort().order() != Sort.Order.NONE || !request.filter().equals(RevisionFilter.NONE);
        return decidedLater || request.limit() <= 0 || request.limit() == Long.MAX_VALUE ? 0 : request.limit() + 1;
    }

    private static void sort(List<KeyValue> kvs, Sort sort) {
        boolean descending = sort.order() == Sort.Order.DESCENDING;
        if (sort.target() == Sort.Target.KEY && !descending) {
            return;
        }
        Comparator<KeyValue> order = switch (sort.target()) {
            case KEY -> Comparator.comparing(KeyValue::key);
            case VERSION -> Comparator.comparingLong(KeyValue::version);
            case CREATE_REVISION -> Comparator.comparingLong(KeyValue::createRevision);
            case MOD_REVISION -> Comparator.comparingLong(KeyValue::modRevision);
            case VALUE -> Comparator.comparing(KeyValue::value);
        };
        kvs.sort(descending ? order.reversed() : order);
    }
}
