package io.mainstay.etcd.embedded.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void countsWhatIsNotLargerThanEachBound() {
        Histogram histogram = new Histogram("0.001", 3);
        for (double value : new double[] {0, 0.001, 0.0011, 0.002, 0.004, 0.0041, 1000}) {
            histogram.add(value);
        }
        assertThat(page(histogram, "0.25")).isEqualTo("""
                        x_bucket{q="0.25",le="0.001"} 2
                        x_bucket{q="0.25",le="0.002"} 4
                        x_bucket{q="0.25",le="0.004"} 5
                        x_bucket{q="0.25",le="+Inf"} 7
                        x_sum{q="0.25"} 1000.0122
                        x_count{q="0.25"} 7
                        """);
    }

    @Test
    void isEmptyAgainAfterItsReset() {
        Histogram histogram = new Histogram("1", 1);
        histogram.add(0.5);
        histogram.reset();
        assertThat(page(histogram, "1")).isEqualTo("""
                        x_bucket{q="1",le="1"} 0
                        x_bucket{q="1",le="+Inf"} 0
                        x_sum{q="1"} 0.0
                        x_count{q="1"} 0
                        """);
    }

    @Test
    void writesLargeBoundsAsGoDoes() {
        assertThat(page(new Histogram("1", 24), "1"))
                .contains("le=\"524288\"", "le=\"1.048576e+06\"", "le=\"8.388608e+06\"");
        assertThat(page(new Histogram("0.0001", 20), "1")).contains("le=\"0.0001\"", "le=\"0.0128\"", "le=\"52.4288\"");
    }

    private static String page(Histogram histogram, String label) {
        MetricsPage page = new MetricsPage();
        histogram.writeSamples(page, "x", List.of("q", label));
        return page.toString();
    }
}
