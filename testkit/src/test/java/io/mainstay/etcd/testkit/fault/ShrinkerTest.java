package io.mainstay.etcd.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final List<Integer> PARTS = IntStream.range(0, 50).boxed().toList();

    @Test
    void findsTheFewThatFailTogether() {
        Shrinker shrinker = new Shrinker(500);
        assertThat(shrinker.shrink(PARTS, parts -> parts.containsAll(List.of(3, 17, 42))))
                .containsExactly(3, 17, 42);
        assertThat(shrinker.used()).isLessThan(150);
    }

    @Test
    void leavesAllWhereNothingCanGo() {
        assertThat(new Shrinker(500).shrink(PARTS, parts -> parts.size() == 50)).isEqualTo(PARTS);
    }

    @Test
    void leavesNothingWhereNothingIsNeeded() {
        assertThat(new Shrinker(500).shrink(PARTS, parts -> true)).isEmpty();
    }

    @Test
    void stopsWhenItsTriesAreUsedUp() {
        Shrinker shrinker = new Shrinker(5);
        assertThat(shrinker.shrink(PARTS, parts -> parts.contains(49))).contains(49);
        assertThat(shrinker.used()).isEqualTo(5);
    }
}
