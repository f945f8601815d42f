package io.mainstay.etcd.embedded.internal.grpc;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of every kind with anything at all in their fields, from a seed. */
final class RandomValues {
    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    RangeRequest rangeRequest() {
        return new RangeRequest(
                keyRange(),
                number(),
                number(),
                new Sort(any(Sort.Target.values()), any(Sort.Order.values())),
                new RevisionFilter(number(), number(), number(), number()),
                any(RangeRequest.Projection.values()),
                random.nextBoolean());
    }

    RangeResult rangeResult() {
        return new RangeResult(header(), list(this::keyValue), random.nextBoolean(), number());
    }

    PutRequest putRequest() {
        return new PutRequest(
                bytes(), bytes(), number(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    PutResult putResult() {
        return new PutResult(header(), maybeKeyValue());
    }

    DeleteRequest deleteRequest() {
        return new DeleteRequest(keyRange(), random.nextBoolean());
    }

    DeleteResult deleteResult() {
        return new DeleteResult(header(), number(), list(this::keyValue));
    }

    CompactRequest compactRequest() {
        return new CompactRequest(number(), random.nextBoolean());
    }

    CompactResult compactResult() {
        return new CompactResult(header());
    }

    TxnRequest txnRequest() {
        return txnRequest(2);
    }

    TxnResult txnResult() {
        return txnResult(2);
    }

    LeaseGrantRequest leaseGrantRequest() {
        return new LeaseGrantRequest(seconds(), number());
    }

    LeaseGrantResult leaseGrantResult() {
        return new LeaseGrantResult(header(), number(), seconds());
    }

    LeaseRevokeRequest leaseRevokeRequest() {
        return new LeaseRevokeRequest(number());
    }

    LeaseRevokeResult leaseRevokeResult() {
        return new LeaseRevokeResult(header());
    }

    LeaseTimeToLiveRequest leaseTimeToLiveRequest() {
        return new LeaseTimeToLiveRequest(number(), random.nextBoolean());
    }

    LeaseTimeToLiveResult leaseTimeToLiveResult() {
        List<Bytes> keys = list(this::bytes).stream().sorted().toList();
        return new LeaseTimeToLiveResult(header(), number(), seconds(), seconds(), keys);
    }

    LeaseLeasesRequest leaseLeasesRequest() {
        return new LeaseLeasesRequest();
    }

    LeaseLeasesResult leaseLeasesResult() {
        return new LeaseLeasesResult(header(), list(this::number));
    }

    LeaseKeepAliveRequest leaseKeepAliveRequest() {
        return new LeaseKeepAliveRequest(number());
    }

    LeaseKeepAliveResult leaseKeepAliveResult() {
        return new LeaseKeepAliveResult(header(), number(), seconds());
    }

    WatchCommand watchCommand() {
        return switch (random.nextInt(3)) {
            case 0 -> new WatchCommand.Cancel(number());
            case 1 -> new WatchCommand.Progress();
            default ->
                new WatchCommand.Create(
                        keyRange(),
                        number(),
                        number(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        filters());
        };
    }

    WatchReply watchReply() {
        return new WatchReply(
                header(),
                number(),
                any(WatchReply.Kind.values()),
                number(),
                text(),
                random.nextBoolean(),
                list(() -> new WatchEvent(any(WatchEvent.Type.values()), keyValue(), maybeKeyValue())));
    }

    MemberListRequest memberListRequest() {
        return new MemberListRequest(random.nextBoolean());
    }

    MemberListResult memberListResult() {
        return new MemberListResult(header(), list(this::member));
    }

    Member member() {
        return new Member(number(), text(), list(this::text), list(this::text), random.nextBoolean());
    }

    boolean flag() {
        return random.nextBoolean();
    }

    StatusRequest statusRequest() {
        return new StatusRequest();
    }

    StatusResult statusResult() {
        return new StatusResult(
                header(),
                text(),
                text(),
                new StatusResult.DbSize(number(), number(), number()),
                new StatusResult.RaftPosition(number(), number(), number(), number()),
                random.nextBoolean(),
                list(this::text));
    }

    HashKvRequest hashKvRequest() {
        return new HashKvRequest(number());
    }

    HashKvResult hashKvResult() {
        return new HashKvResult(header(), random.nextInt(), number(), number());
    }

    AlarmRequest alarmRequest() {
        return new AlarmRequest(any(AlarmRequest.Action.values()), number(), any(AlarmType.values()));
    }

    AlarmResult alarmResult() {
        return new AlarmResult(header(), list(() -> new Alarm(number(), any(AlarmType.values()))));
    }

    private TxnRequest txnRequest(int depth) {
        return new TxnRequest(list(this::compare), list(() -> op(depth)), list(() -> op(depth)));
    }

    private Op op(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 4)) {
            case 0 -> rangeRequest();
            case 1 -> putRequest();
            case 2 -> deleteRequest();
            default -> txnRequest(depth - 1);
        };
    }

    private TxnResult txnResult(int depth) {
        return new TxnResult(header(), random.nextBoolean(), list(() -> opResult(depth)));
    }

    private OpResult opResult(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 4)) {
            case 0 -> rangeResult();
            case 1 -> putResult();
            case 2 -> deleteResult();
            default -> txnResult(depth - 1);
        };
    }

    private Compare compare() {
        Compare.Target target = any(Compare.Target.values());
        boolean ofValue = target == Compare.Target.VALUE;
        return new Compare(
                keyRange(),
                target,
                any(Compare.Relation.values()),
                ofValue ? 0 : number(),
                ofValue ? bytes() : Bytes.EMPTY);
    }

    private Set<WatchFilter> filters() {
        Set<WatchFilter> filters = EnumSet.noneOf(WatchFilter.class);
        Stream.of(WatchFilter.values()).filter(filter -> random.nextBoolean()).forEach(filters::add);
        return filters;
    }

    ResponseHeader header() {
        return new ResponseHeader(number(), number(), number(), number());
    }

    private KeyRange keyRange() {
        return new KeyRange(bytes(), bytes());
    }

    private @Nullable KeyValue maybeKeyValue() {
        return random.nextInt(3) == 0 ? null : keyValue();
    }

    private KeyValue keyValue() {
        return new KeyValue(bytes(), bytes(), number(), number(), number(), number());
    }

    private Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(40)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    String text() {
        return random.nextInt(4) == 0 ? "" : "t" + random.nextInt() + "\u00e9\u4e2d";
    }

    long number() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE;
            case 3 -> random.nextInt(100);
            default -> random.nextLong();
        };
    }

    private Duration seconds() {
        return Duration.ofSeconds(number());
    }

    <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    <T> List<T> list(Supplier<T> item) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> item.get()).toList();
    }
}
