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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Random requests of the key service, right ones and wrong ones, with every option there is. */
final class KeyRequests {
    private static final int MANY = 129;
    private static final Bytes BEYOND = Bytes.fromHex("ffffffff");

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
        return holds(txn, KeyRequests::isEndlessDelete) && holds(txn, PutRequest.class::isInstance)
                ? (TxnRequest) withEnds(txn)
                : txn;
    }

    /**
     * Whether there is such an operation in a transaction, however deep. A delete without an end beside a put is what
     * no etcd survives: its rule against touching a key twice does not see it, so a key can be deleted and put in one
     * revision. A put that keeps a value then ends the server at once (seen with 3.7.3); any other is lost when history
     * is compacted at just that revision, and who reads the key next ends the server (seen with 3.6.16).
     */
    private static boolean holds(TxnRequest txn, Predicate<Op> kind) {
        return Stream.concat(txn.success().stream(), txn.failure().stream())
                .anyMatch(op -> kind.test(op) || op instanceof TxnRequest nested && holds(nested, kind));
    }

    private static boolean isEndlessDelete(Op op) {
        return op instanceof DeleteRequest delete && delete.range().isOpenEnded();
    }

    /** The same with an end for every delete, beyond all keys, which the rule does see. */
    private static Op withEnds(Op op) {
        if (isEndlessDelete(op)) {
            DeleteRequest delete = (DeleteRequest) op;
            return new DeleteRequest(KeyRange.between(delete.range().key(), BEYOND), delete.prevKv());
        } else if (op instanceof TxnRequest txn) {
            return new TxnRequest(
                    txn.compares(),
                    txn.success().stream().map(KeyRequests::withEnds).toList(),
                    txn.failure().stream().map(KeyRequests::withEnds).toList());
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
