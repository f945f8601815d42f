package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testkit.differential.Answer.Done;
import io.mainstay.etcd.testkit.differential.Answer.Refused;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A comparison bites: it finds what differs, says where, and lets through only what is allowed. */
class ComparisonTest {
    private static final Verdict STRICT = new Verdict(EnumSet.noneOf(AllowedDifference.class));
    private static final Verdict FOR_37 = new Verdict(EnumSet.allOf(AllowedDifference.class));

    @Test
    void aServerThatIsOneWriteAheadIsFound() throws Exception {
        try (Servers servers = new Servers()) {
            Line reference = servers.inProcess();
            Line ahead = servers.inProcess();
            ahead.ask(new Operation<>(Rpcs.PUT, PutRequest.of(Bytes.utf8("a"), Bytes.EMPTY)))
                    .get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> new Comparison(reference, List.of(ahead), STRICT, 42).run(100))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("seed 42, step ", "asked: ", "embedded etcd, in-process: ");
        }
    }

    @Test
    void aServerWithAnotherHistoryHasAnotherHash() throws Exception {
        try (Servers servers = new Servers()) {
            Line one = servers.inProcess();
            Line other = servers.inProcess();
            put(one, "v");
            put(other, "w");
            Answer hash = one.ask(Operations.HASH).get(10, TimeUnit.SECONDS);
            Answer otherHash = other.ask(Operations.HASH).get(10, TimeUnit.SECONDS);
            assertThat(STRICT.same(Operations.HASH, hash, otherHash)).isFalse();
            assertThat(STRICT.same(Operations.HASH, hash, hash)).isTrue();
        }
    }

    @Test
    void theStreamIsTheSameForTheSameSeed() {
        Operations one = new Operations(7);
        Operations same = new Operations(7);
        Operations other = new Operations(8);
        String first = "";
        String second = "";
        String third = "";
        for (int i = 0; i < 200; i++) {
            first += one.next();
            second += same.next();
            third += other.next();
        }
        assertThat(second).isEqualTo(first);
        assertThat(third).isNotEqualTo(first);
    }

    @Test
    void whoAnsweredDoesNotMatterButTheRevisionDoes() {
        RangeRequest request = RangeRequest.of(KeyRange.all());
        Answer answer = range(new ResponseHeader(1, 2, 3, 4), kv("a", 1));
        assertThat(same(STRICT, request, answer, range(new ResponseHeader(5, 6, 3, 7), kv("a", 1))))
                .isTrue();
        assertThat(same(STRICT, request, answer, range(new ResponseHeader(1, 2, 4, 4), kv("a", 1))))
                .isFalse();
    }

    @Test
    void orderMattersButForTies() {
        RangeRequest byKey = RangeRequest.of(KeyRange.all());
        RangeRequest byVersion = byKey.sort(Sort.Target.VERSION, Sort.Order.ASCENDING);
        Answer one = range(ResponseHeader.EMPTY, kv("a", 1), kv("b", 1), kv("c", 2));
        Answer ties = range(ResponseHeader.EMPTY, kv("b", 1), kv("a", 1), kv("c", 2));
        Answer wrong = range(ResponseHeader.EMPTY, kv("a", 1), kv("c", 2), kv("b", 1));
        assertThat(same(STRICT, byVersion, one, ties)).isTrue();
        assertThat(same(STRICT, byVersion, one, wrong)).isFalse();
        assertThat(same(STRICT, byKey, one, ties)).isFalse();
    }

    @Test
    void refusalsMustHaveTheSameCodeAndText() {
        RangeRequest request = RangeRequest.of(KeyRange.all());
        Answer refused = new Refused(ErrorCode.NOT_FOUND, "etcdserver: a");
        assertThat(same(FOR_37, request, refused, new Refused(ErrorCode.NOT_FOUND, "etcdserver: a")))
                .isTrue();
        assertThat(same(FOR_37, request, refused, new Refused(ErrorCode.NOT_FOUND, "etcdserver: b")))
                .isFalse();
        assertThat(same(FOR_37, request, refused, new Refused(ErrorCode.UNKNOWN, "etcdserver: a")))
                .isFalse();
        assertThat(same(FOR_37, request, refused, range(ResponseHeader.EMPTY))).isFalse();
    }

    @Test
    void theLeaseOfKeysOnlyMatters() {
        RangeRequest request = RangeRequest.of(KeyRange.all()).keysOnly();
        Answer with = range(ResponseHeader.EMPTY, new KeyValue(Bytes.ZERO, Bytes.EMPTY, 1, 1, 1, 99));
        Answer without = range(ResponseHeader.EMPTY, new KeyValue(Bytes.ZERO, Bytes.EMPTY, 1, 1, 1, 0));
        assertThat(same(STRICT, request, with, without)).isFalse();
        assertThat(same(FOR_37, request, with, without)).isTrue();
    }

    private static boolean same(Verdict verdict, RangeRequest request, Answer one, Answer other) {
        return verdict.same(new Operation<>(Rpcs.RANGE, request), one, other);
    }

    private static void put(Line line, String value) throws Exception {
        line.ask(new Operation<>(Rpcs.PUT, PutRequest.of(Bytes.utf8("a"), Bytes.utf8(value))))
                .get(10, TimeUnit.SECONDS);
    }

    private static Answer range(ResponseHeader header, KeyValue... kvs) {
        return new Done(new RangeResult(header, List.of(kvs), false, kvs.length));
    }

    private static KeyValue kv(String key, long version) {
        return new KeyValue(Bytes.utf8(key), Bytes.EMPTY, 1, 1, version, 0);
    }
}
