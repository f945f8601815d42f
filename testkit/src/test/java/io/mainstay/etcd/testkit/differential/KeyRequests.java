package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random requests of the key service, right ones and wrong ones, with every option there is. */
final class KeyRequests {
    private static final int MANY = 129;

    private final Random random;
    private final Words words;

    KeyRequests(Random random, Words words) {
        this.random = random;
        this.words = words;
    }

    PutRequest put() {
        long lease = random.nextInt(4) == 0 ? words.leaseId() : 0;
        boolean ignoreLease = random.nextInt(12) == 0;
        if (ignoreLease && random.nextInt(4) != 0) {
            lease = 0;
        }
        boolean ignoreValue = random.nextInt(12) == 0;
        Bytes value = ignoreValue && random.nextInt(4) != 0 ? Bytes.EMPTY : words.value();
        return new PutRequest(words.key(), value, lease, random.nextInt(3) == 0, ignoreValue, ignoreLease);
    }

    DeleteRequest delete() {
        KeyRange range = random.nextInt(3) == 0 ? words.range() : KeyRange.single(words.key());
        return new DeleteRequest(range, random.nextBoolean());
    }

    RangeRequest range() {
        long limit = random.nextInt(3) == 0 ? random.nextInt(7) - 1 : 0;
        return new RangeRequest(
                words.range(), words.revision(), limit, sort(), filter(), projection(), random.nextInt(4) == 0);
    }

    private Sort sort() {
        if (random.nextBoolean()) {
            return Sort.NONE;
        }
        return new Sort(oneOf(Sort.Target.values()), oneOf(Sort.Order.values()));
    }

    private RevisionFilter filter() {
        if (random.nextInt(3) != 0) {
            return RevisionFilter.NONE;
        }
        return new RevisionFilter(bound(), bound(), bound(), bound());
    }

    private long bound() {
        return random.nextInt(3) == 0 ? words.keyRevision() : 0;
    }

    private RangeRequest.Projection projection() {
        return random.nextInt(3) == 0 ? oneOf(RangeRequest.Projection.values()) : RangeRequest.Projection.ALL;
    }

    /** A transaction with others inside it down to a depth. */
    TxnRequest txn(int depth) {
        List<Compare> compares = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            compares.add(compare());
        }
        TxnRequest txn = new TxnRequest(compares, branch(depth), branch(depth));
        return deletesWithoutEnd(txn) ? (TxnRequest) withoutKeeping(txn) : txn;
    }

    /**
     * Such a delete is not seen by etcd's rule against touching a key twice, and a put after it that keeps the value or
     * lease of a key it took away is the end of the server (seen with 3.7.3).
     */
    private static boolean deletesWithoutEnd(TxnRequest txn) {
        return Stream.concat(txn.success().stream(), txn.failure().stream())
                .anyMatch(op ->
                        op instanceof DeleteRequest delete && delete.range().isOpenEnded()
                                || op instanceof TxnRequest nested && deletesWithoutEnd(nested));
    }

    private static Op withoutKeeping(Op op) {
        if (op instanceof PutRequest put) {
            return new PutRequest(put.key(), put.value(), put.lease(), put.prevKv(), false, false);
        } else if (op instanceof TxnRequest txn) {
            return new TxnRequest(
                    txn.compares(),
                    txn.success().stream().map(KeyRequests::withoutKeeping).toList(),
                    txn.failure().stream().map(KeyRequests::withoutKeeping).toList());
        }
        return op;
    }

    private List<Op> branch(int depth) {
        List<Op> ops = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            ops.add(op(depth));
        }
        return ops;
    }

    private Op op(int depth) {
        int dice = random.nextInt(10);
        if (dice < 4) {
            return put();
        } else if (dice < 6) {
            return delete();
        } else if (dice < 8 || depth == 0) {
            return range();
        }
        return txn(depth - 1);
    }

    /** As many operations as the limit or one more, flat or with one level below. */
    TxnRequest txnOfManyOperations() {
        int number = MANY - random.nextInt(3);
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ops.add(PutRequest.of(Bytes.utf8("many/" + i), Bytes.EMPTY));
        }
        if (random.nextBoolean()) {
            ops.set(0, new TxnRequest(List.of(), List.of(PutRequest.of(Bytes.utf8("many"), Bytes.EMPTY)), List.of()));
        }
        ops.set(1, DeleteRequest.of(KeyRange.prefix("few/")));
        return new TxnRequest(List.of(compare()), ops, random.nextBoolean() ? ops : List.of());
    }

    private Compare compare() {
        KeyRange range = random.nextInt(3) == 0 ? words.range() : KeyRange.single(words.key());
        Compare.Target target = oneOf(Compare.Target.values());
        long number = switch (target) {
            case VERSION -> random.nextInt(5) - 1;
            case CREATE_REVISION, MOD_REVISION -> words.keyRevision();
            case LEASE -> words.anyLeaseId();
            case VALUE -> 0;
        };
        Bytes value = target == Compare.Target.VALUE ? words.value() : Bytes.EMPTY;
        return new Compare(range, target, oneOf(Compare.Relation.values()), number, value);
    }

    private <T> T oneOf(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
