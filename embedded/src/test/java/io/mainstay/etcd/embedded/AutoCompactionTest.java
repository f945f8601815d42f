package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** History that a server forgets by itself, seen by a client; the rules by themselves are tested by table. */
class AutoCompactionTest {
    private final FakeClock clock = new FakeClock();

    private static boolean isReadable(Caller caller, long revision) {
        return caller.answers(Rpcs.RANGE, Op.get("k", o -> o.revision(revision)));
    }

    @Test
    void everyFiveMinutesButForSoManyRevisions() {
        try (EmbeddedEtcd etcd =
                EmbeddedEtcd.builder().clock(clock).autoCompactKeeping(10).start()) {
            Caller caller = new Caller(etcd);
            for (int i = 0; i < 20; i++) {
                caller.put("k", "v" + i);
            }
            clock.advance(Duration.ofMinutes(5).minusMillis(1));
            assertThat(isReadable(caller, 2)).isTrue();

            clock.advance(Duration.ofMillis(1));
            assertThat(etcd.revision()).isEqualTo(21);
            assertThat(isReadable(caller, 10)).isFalse();
            assertThat(isReadable(caller, 11)).isTrue();

            caller.put("k", "another");
            clock.advance(Duration.ofMinutes(5));
            assertThat(isReadable(caller, 11)).isFalse();
            assertThat(isReadable(caller, 12)).isTrue();
        }
    }

    @Test
    void butForAPeriod() {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.builder()
                .clock(clock)
                .autoCompactKeeping(Duration.ofMinutes(10))
                .start()) {
            Caller caller = new Caller(etcd);
            for (int minute = 0; minute < 10; minute++) {
                caller.put("k", "v" + minute);
                assertThat(isReadable(caller, 1)).as("after %d minutes", minute).isTrue();
                clock.advance(Duration.ofMinutes(1));
            }
            // The newest of ten minutes ago was 1, of which nothing is to be forgotten but that it can be asked for.
            for (int minute = 10; minute < 20; minute++) {
                assertThat(isReadable(caller, 2)).as("after %d minutes", minute).isTrue();
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(isReadable(caller, 9)).isFalse();
            assertThat(isReadable(caller, 10)).isTrue();
        }
    }
}
