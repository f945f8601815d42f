package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void findsWhatAPlainListFindsAtEveryRevision() {
        long seed = new Random().nextLong();
        System.out.println("HistoryTest seed " + seed);
        Random random = new Random(seed);
        List<Change> plain = new ArrayList<>();
        History history = History.NONE;
        long revision = 1;
        int sub = 0;
        for (int i = 0; i < 1000; i++) {
            sub = random.nextInt(4) == 0 && i > 0 ? sub + 1 : 0;
            revision += sub == 0 ? 1 + random.nextInt(3) : 0;
            Change change = change(revision, sub);
            plain.add(change);
            history = history.with(change);
        }
        for (long at = 0; at <= revision + 1; at++) {
            long limit = at;
            List<Change> expected =
                    plain.stream().filter(change -> change.revision() <= limit).toList();
            assertThat(history.at(at).all()).as("seed %d at %d", seed, at).isEqualTo(expected);
        }
        assertThat(history.between(10, 12))
                .as("seed %d", seed)
                .isEqualTo(plain.stream()
                        .filter(change -> change.revision() >= 10 && change.revision() <= 12)
                        .toList());
    }

    @Test
    void aLongerHistoryLeavesTheShorterOneAlone() {
        History one = History.NONE.with(change(2, 0));
        History two = one.with(change(3, 0));

        assertThat(one.all()).hasSize(1);
        assertThat(two.all()).hasSize(2);
        assertThat(two.at(2)).isSameAs(one);
        assertThat(History.NONE.isLive()).isFalse();
        assertThat(two.with(Change.delete(Bytes.utf8("k"), 4, 0)).isLive()).isFalse();
    }

    private static Change change(long revision, int sub) {
        return new Change(new KeyValue(Bytes.utf8("k"), Bytes.EMPTY, 1, revision, 1, 0), sub, false);
    }
}
