package io.mainstay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadTest {
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final int SIZE = Keyspace.VALUE_BYTES;

    @ParameterizedTest
    @EnumSource(Case.Operation.class)
    void answersThatAreThereAtOnceBuildNoTowerOfCalls(Case.Operation operation) throws Exception {
        Figures figures = run(new At(SIZE), new Case(operation, Case.Style.ASYNC, 3));

        assertThat(figures.opsPerSecond()).isGreaterThan(10);
        assertThat(figures.threads()).isPositive();
    }

    @Test
    void asManyAreInFlightAsTheCaseSays() throws Exception {
        ExecutorService answers = Executors.newSingleThreadExecutor();
        try {
            Gathering peer = new Gathering(answers, 64);
            run(peer, new Case(Case.Operation.PUT, Case.Style.ASYNC, 64));

            assertThat(peer.most.get()).isEqualTo(64);
            assertThat(peer.gathered.getCount()).isZero();
        } finally {
            answers.shutdownNow();
        }
    }

    @Test
    void aFailureEndsTheRun() {
        At broken = new At(SIZE) {
            @Override
            public void put(byte[] key, byte[] value, Done done) {
                done.ended(-1, new IllegalStateException("no such luck"));
            }
        };

        assertThatThrownBy(() -> run(broken, new Case(Case.Operation.PUT, Case.Style.ASYNC, 4)))
                .hasMessageContaining("no such luck");
    }

    @Test
    void aPeerThatThrowsEndsTheRun() {
        At broken = new At(SIZE) {
            @Override
            public void get(byte[] key, Done done) {
                throw new IllegalStateException("not even started");
            }
        };

        assertThatThrownBy(() -> run(broken, new Case(Case.Operation.GET, Case.Style.ASYNC, 4)))
                .hasMessageContaining("not even started");
    }

    @ParameterizedTest
    @EnumSource(Case.Style.class)
    void aGetThatBringsNoValueEndsTheRun(Case.Style style) {
        assertThatThrownBy(() -> run(new At(-1), new Case(Case.Operation.GET, style, 1)))
                .hasMessageContaining("a get brought -1 bytes, not 128");
    }

    @Test
    void figuresSurviveTheirLine() throws Exception {
        Figures figures = new Figures(1234.5, 6789.25, 12.125, new Figures.Latency(3.5, 99), 17, false);

        assertThat(Figures.parse(figures.toLine())).isEqualTo(figures);
        assertThat(figures.absurdities()).isEmpty();
    }

    @Test
    void figuresOfAPeerThatDidNothingAreAbsurd() {
        assertThat(new Figures(0, 0, 0, new Figures.Latency(0, 0), 1, true).absurdities())
                .contains("ops/s is 0.0", "bytes/op is 0.0", "CPU us/op is 0.0", "p50 us is 0.0");
    }

    private static Figures run(Peer peer, Case what) throws Exception {
        return new Load(peer, new Keyspace()).run(what, MOMENT);
    }

    /** Answers at once, on the thread that asks. */
    private static class At implements Peer {
        private final int size;

        At(int size) {
            this.size = size;
        }

        @Override
        public void put(byte[] key, byte[] value) {}

        @Override
        public int get(byte[] key) {
            return size;
        }

        @Override
        public void put(byte[] key, byte[] value, Done done) {
            done.ended(0, null);
        }

        @Override
        public void get(byte[] key, Done done) {
            done.ended(size, null);
        }

        @Override
        public void close() {}
    }

    /** Answers nothing until so many operations wait, and from then on each at once. */
    private static final class Gathering extends At {
        private final ExecutorService answers;
        private final CountDownLatch gathered;
        private final Queue<Done> held = new ArrayDeque<>();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Gathering(ExecutorService answers, int count) {
            super(SIZE);
            this.answers = answers;
            this.gathered = new CountDownLatch(count);
        }

        @Override
        public void put(byte[] key, byte[] value, Done done) {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            answers.execute(() -> {
                held.add(done);
                gathered.countDown();
                while (gathered.getCount() == 0 && !held.isEmpty()) {
                    inFlight.decrementAndGet();
                    held.remove().ended(0, null);
                }
            });
        }
    }
}
