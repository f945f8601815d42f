package io.mainstay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void quantilesOfAnEvenSpreadAreRightToThreePercent() {
        for (int i = 1; i <= 10_000; i++) {
            latencies.add(i * 1_000L);
        }

        assertThat(latencies.count()).isEqualTo(10_000);
        assertThat(latencies.quantile(0.5)).isCloseTo(5_000_000, withPercentage(3.2));
        assertThat(latencies.quantile(0.99)).isCloseTo(9_900_000, withPercentage(3.2));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 63, 64, 65, 1_000, 123_456_789, Long.MAX_VALUE})
    void aLatencyIsFoundInItsBucket(long nanos) {
        latencies.add(nanos);

        assertThat(latencies.quantile(1)).isLessThanOrEqualTo(nanos).isCloseTo(nanos, withPercentage(3.2));
    }

    @Test
    void nothingHasNoLatency() {
        assertThat(latencies.quantile(0.5)).isZero();
    }
}
