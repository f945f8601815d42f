package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.spi.Rpcs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Sends one stream of operations to servers that are far below their quota, with writes in it that need more than all
 * of the quota: each raises the alarm, until it is cleared.
 */
final class QuotaComparison {
    private static final int HASH_EVERY = 50;
    private static final int LARGE = 500_000;

    private final Comparison comparison;
    private final List<Servant> servants = new ArrayList<>();
    private final Bytes tooLarge;
    private final long seed;
    private final Random random;
    private int step;

    QuotaComparison(Line reference, List<Line> others, Verdict verdict, long quota, long seed) throws Exception {
        comparison = new Comparison(reference, others, verdict, seed);
        servants.add(new Servant(reference));
        for (Line other : others) {
            servants.add(new Servant(other));
        }
        tooLarge = Bytes.wrap(new byte[Math.toIntExact(quota)]);
        this.seed = seed;
        random = new Random(~seed);
    }

    void run(int steps) throws Exception {
        Operations stream = new Operations(seed);
        for (step = 1; step <= steps; step++) {
            int dice = random.nextInt(100);
            if (dice < 4) {
                comparison.compareOne(tooLarge());
            } else if (dice < 10) {
                all(id -> new Operation<>(
                        Rpcs.ALARM, new AlarmRequest(AlarmRequest.Action.DEACTIVATE, id, AlarmType.NOSPACE)));
            } else if (dice < 12) {
                all(id -> new Operation<>(Rpcs.ALARM, AlarmRequest.list()));
                all(id -> new Operation<>(Rpcs.STATUS, new StatusRequest()));
            } else if (dice < 13) {
                all(id -> new Operation<>(Rpcs.DEFRAGMENT, new DefragmentRequest()));
            } else {
                Operation<?, ?> operation = stream.next();
                if (operation.rpc() != Rpcs.ALARM && !isLarge(operation)) {
                    stream.learn(operation, comparison.compareOne(operation));
                }
            }
            if (step % HASH_EVERY == 0 || step == steps) {
                comparison.compareOne(Operations.HASH);
                comparison.compareOne(Operations.EVERYTHING);
            }
        }
    }

    /** A put of it, or a transaction with it in either branch, whichever is taken. */
    private Operation<?, ?> tooLarge() {
        PutRequest put = PutRequest.of(Bytes.utf8("a"), tooLarge);
        if (random.nextInt(3) == 0) {
            return new Operation<>(Rpcs.PUT, put);
        }
        Compare compare = Compare.version("a").isGreaterThan(random.nextInt(3));
        TxnRequest txn = TxnRequest.EMPTY.when(compare);
        Op costly = random.nextInt(3) == 0 ? TxnRequest.EMPTY.then(put) : put;
        return new Operation<>(
                Rpcs.TXN,
                random.nextBoolean()
                        ? txn.then(costly).otherwise(Op.get("a"))
                        : txn.then(Op.get("b")).otherwise(costly));
    }

    private static boolean isLarge(Operation<?, ?> operation) {
        return operation.request() instanceof PutRequest put && put.value().size() > LARGE;
    }

    /** Has each server do something with its own member, and compares what it says. */
    private void all(Function<Long, Operation<?, ?>> asked) throws Exception {
        String right = null;
        for (Servant one : servants) {
            Operation<?, ?> operation = asked.apply(one.id(Servant.SELF));
            String told = one.told(operation, "");
            right = right == null ? told : right;
            assertThat(told)
                    .as("seed %d, step %d: %s says to %s", seed, step, one.name(), operation)
                    .isEqualTo(right);
        }
    }

    /** How often each procedure was asked, and how often it was refused. */
    Map<String, Integer> counts() {
        return comparison.counts();
    }
}
