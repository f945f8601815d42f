package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthChange;
import io.mainstay.etcd.embedded.internal.auth.Caller;
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
import java.util.function.Supplier;

/** Entries of every kind, by chance. */
public final class RandomEntries {
    private static final int KINDS = 15;
    private static final int CHANGES = 11;

    private final Random random;

    /** Entries that a seed makes. */
    public RandomEntries(long seed) {
        random = new Random(seed);
    }

    /** The next. */
    public Entry<?> next() {
        return switch (random.nextInt(KINDS)) {
            case 0 -> new Entry.Put(put());
            case 1 -> new Entry.DeleteRange(delete());
            case 2 -> new Entry.Txn(txn(3));
            case 3 -> new Entry.Compaction(number());
            case 4 -> new Entry.LeaseGrant(number(), number());
            case 5 -> new Entry.LeaseRevoke(number());
            case 6 -> new Entry.By<>(caller(), new Entry.Put(put()));
            case 7 -> new Entry.Auth(change());
            case 8 -> new Entry.SignIn(text());
            case 9 ->
                new Entry.MemberAdd(
                        new Member(number(), text(), list(this::text), list(this::text), random.nextBoolean()));
            case 10 -> new Entry.MemberRemove(number());
            case 11 -> new Entry.MemberUpdate(number(), list(this::text));
            case 12 -> new Entry.Downgrade(text());
            case 13 -> new Entry.LeaseCheckpoint(number(), number());
            default ->
                new Entry.Alarm(new AlarmRequest(any(AlarmRequest.Action.values()), number(), any(AlarmType.values())));
        };
    }

    private Caller caller() {
        return switch (random.nextInt(3)) {
            case 0 -> Caller.NOBODY;
            case 1 -> Caller.SERVER;
            default -> new Caller.SignedIn(text(), number());
        };
    }

    private AuthChange change() {
        return switch (random.nextInt(CHANGES)) {
            case 0 -> new AuthChange.Enable();
            case 1 -> new AuthChange.Disable();
            case 2 -> new AuthChange.AddUser(text(), text(), random.nextBoolean());
            case 3 -> new AuthChange.DeleteUser(text());
            case 4 -> new AuthChange.ChangePassword(text(), text());
            case 5 -> new AuthChange.GrantRole(text(), text());
            case 6 -> new AuthChange.RevokeRole(text(), text());
            case 7 -> new AuthChange.AddRole(text());
            case 8 -> new AuthChange.DeleteRole(text());
            case 9 -> new AuthChange.GrantPermission(text(), new Permission(any(Permission.Type.values()), keys()));
            default -> new AuthChange.RevokePermission(text(), keys());
        };
    }

    private String text() {
        return "né".repeat(random.nextInt(4));
    }

    /** A transaction with others in it, at most so deep. */
    TxnRequest txn(int depth) {
        return new TxnRequest(list(this::compare), list(() -> op(depth)), list(() -> op(depth)));
    }

    private Op op(int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 3)) {
            case 0 -> put();
            case 1 -> delete();
            case 2 -> range();
            default -> txn(depth - 1);
        };
    }

    private PutRequest put() {
        return new PutRequest(
                bytes(), bytes(), number(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    private DeleteRequest delete() {
        return new DeleteRequest(keys(), random.nextBoolean());
    }

    private RangeRequest range() {
        return new RangeRequest(
                keys(),
                number(),
                number(),
                new Sort(any(Sort.Target.values()), any(Sort.Order.values())),
                new RevisionFilter(number(), number(), number(), number()),
                any(RangeRequest.Projection.values()),
                random.nextBoolean());
    }

    private Compare compare() {
        return new Compare(keys(), any(Compare.Target.values()), any(Compare.Relation.values()), number(), bytes());
    }

    private KeyRange keys() {
        return new KeyRange(bytes(), bytes());
    }

    private Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(6)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private long number() {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> list(Supplier<? extends T> next) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(next.get());
        }
        return list;
    }
}
