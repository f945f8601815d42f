package io.mainstay.etcd.embedded.internal.metrics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often a number was how large: a histogram of Prometheus', whose bounds double from one bucket to the next.
 * Thread-safe, and cheap to add to.
 */
final class Histogram {
    /** From here on Go, and so etcd, writes a bound with an exponent. */
    private static final BigDecimal LARGE = BigDecimal.TEN.pow(6);

    private final double[] bounds;
    private final String[] names;
    private final LongAdder[] buckets;
    private final DoubleAdder sum = new DoubleAdder();

    /** One of so many buckets, and one for all that is larger. */
    Histogram(String firstBound, int count) {
        bounds = new double[count];
        names = new String[count + 1];
        buckets = new LongAdder[count + 1];
        Arrays.setAll(buckets, i -> new LongAdder());
        BigDecimal first = new BigDecimal(firstBound);
        for (int i = 0; i < count; i++) {
            BigDecimal bound = first.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(i)), MathContext.DECIMAL64);
            bounds[i] = bound.doubleValue();
            names[i] = asInGo(bound);
        }
        names[count] = "+Inf";
    }

    private static String asInGo(BigDecimal bound) {
        if (bound.compareTo(LARGE) < 0) {
            return bound.stripTrailingZeros().toPlainString();
        }
        int exponent = bound.precision() - bound.scale() - 1;
        String digits = bound.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return digits + (exponent < 10 ? "e+0" : "e+") + exponent;
    }

    /** Adds a number. */
    void add(double value) {
        int bucket = Arrays.binarySearch(bounds, value);
        buckets[bucket < 0 ? -bucket - 1 : bucket].increment();
        sum.add(value);
    }

    /** Forgets all. */
    void reset() {
        Arrays.stream(buckets).forEach(LongAdder::reset);
        sum.reset();
    }

    /** Writes a family of it alone. */
    void write(MetricsPage page, String name, String help) {
        page.begin(name, help, "histogram");
        writeSamples(page, name, List.of());
    }

    /** Writes its samples, of the family that was begun, with labels as names and values in turn. */
    void writeSamples(MetricsPage page, String name, List<String> labels) {
        long soFar = 0;
        for (int i = 0; i < buckets.length; i++) {
            soFar += buckets[i].sum();
            List<String> all = new ArrayList<>(labels);
            all.addAll(List.of("le", names[i]));
            page.sample(name + "_bucket", all, soFar);
        }
        page.sample(name + "_sum", labels, sum.sum());
        page.sample(name + "_count", labels, soFar);
    }
}
