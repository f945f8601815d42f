package io.mainstay.etcd.embedded.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Bytes A = Bytes.utf8("a");
    private static final Bytes B = Bytes.utf8("b");

    private final LeaseTable table = new LeaseTable(false);

    @Test
    void tooLongLivesAndTakenIdsAreRefused() {
        assertThat(table.grant(1, 2, 0).ttl()).isEqualTo(2);
        assertThat(table.grant(2, 2, 0).ttl()).isEqualTo(2);
        assertThat(table.grant(-3, 3, 0).ttl()).isEqualTo(3);
        assertThat(table.grant(4, 9_000_000_000L, Long.MAX_VALUE - SECOND).ttl())
                .isEqualTo(9_000_000_000L);
        assertThat(table.ids()).containsExactly(1L, 2L, -3L, 4L);
        assertThatThrownBy(() -> table.grant(1, 9_000_000_001L, 0))
                .isInstanceOf(Refused.class)
                .hasMessage("etcdserver: too large lease TTL");
        assertThatThrownBy(() -> table.grant(1, 5, 0))
                .isInstanceOf(Refused.class)
                .hasMessage("etcdserver: lease already exists");
    }

    @Test
    void aLeaseIsOverWhenItsLifeIsAndNotANanosecondBefore() {
        table.grant(1, 5, 100);
        long end = 100 + 5 * SECOND;
        assertThat(table.expired(end - 1, 10)).isEmpty();
        assertThat(table.expired(end, 10)).containsExactly(1L);
        assertThat(table.get(1).remaining(end - 1)).isZero();
        assertThat(table.get(1).remaining(end - SECOND)).isEqualTo(1);
        assertThat(table.get(1).remaining(end + SECOND)).isEqualTo(-1);
        assertThat(table.renew(1, end)).as("too late").isFalse();
        assertThat(table.renew(1, end - 1)).isTrue();
        assertThat(table.expired(end + 5 * SECOND - 2, 10)).isEmpty();
        assertThat(table.renew(9, 0)).as("unknown").isFalse();
    }

    @Test
    void theLongestOverComesFirstAndNoMoreThanAskedFor() {
        table.grant(1, 9, 0);
        table.grant(2, 5, 0);
        table.grant(3, 7, 0);
        assertThat(table.ids()).containsExactly(2L, 3L, 1L);
        assertThat(table.expired(8 * SECOND, 10)).containsExactly(2L, 3L);
        assertThat(table.expired(8 * SECOND, 1)).containsExactly(2L);
        assertThat(table.renew(2, SECOND)).isTrue();
        table.remove(3);
        assertThat(table.ids()).containsExactly(2L, 1L);
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void aKeyHangsOnOneLeaseAtATime() {
        table.grant(1, 5, 0);
        table.grant(2, 5, 0);
        table.attach(B, 1);
        table.attach(A, 1);
        table.attach(A, 1);
        assertThat(table.get(1).keys()).containsExactly(A, B);
        table.attach(A, 2);
        assertThat(table.get(1).keys()).containsExactly(B);
        assertThat(table.get(2).keys()).containsExactly(A);
        table.attach(A, 0);
        table.detach(B);
        assertThat(table.get(1).keys()).isEmpty();
        assertThat(table.get(2).keys()).isEmpty();
    }
}
