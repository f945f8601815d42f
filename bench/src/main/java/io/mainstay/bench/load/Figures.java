package io.mainstay.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one run of a case gave.
 *
 * @param opsPerSecond operations that ended well, per second
 * @param bytesPerOp bytes that the whole process allocated, per operation
 * @param cpuMicrosPerOp CPU that the whole process burned, per operation, in microseconds
 * @param latency of an operation
 * @param threads live threads at the end
 * @param complete whether {@code bytesPerOp} is all; else it is the least that it can be
 */
public record Figures(
        double opsPerSecond, double bytesPerOp, double cpuMicrosPerOp, Latency latency, int threads, boolean complete) {

    /** Quantiles in microseconds. */
    public record Latency(double p50, double p99) {}

    /** What cannot be true of a client that works; empty when there is nothing. */
    public List<String> absurdities() {
        List<String> found = new ArrayList<>();
        check(found, opsPerSecond >= 10, "ops/s", opsPerSecond);
        check(found, bytesPerOp >= 100, "bytes/op", bytesPerOp);
        check(found, cpuMicrosPerOp > 0, "CPU us/op", cpuMicrosPerOp);
        check(found, latency.p50() > 1, "p50 us", latency.p50());
        check(found, latency.p99() >= latency.p50(), "p99 us", latency.p99());
        check(found, threads >= 1, "threads", threads);
        return found;
    }

    private static void check(List<String> found, boolean right, String name, double value) {
        if (!right) {
            found.add(name + " is " + value);
        }
    }

    /** The fields with tabs between them. */
    public String toLine() {
        return String.format(
                Locale.ROOT,
                "%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%d\t%b",
                opsPerSecond,
                bytesPerOp,
                cpuMicrosPerOp,
                latency.p50(),
                latency.p99(),
                threads,
                complete);
    }

    /**
     * What {@link #toLine()} wrote.
     *
     * @throws IllegalArgumentException when the line is none of its
     */
    public static Figures parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 7) {
            throw new IllegalArgumentException("not figures: " + line);
        }
        return new Figures(
                Double.parseDouble(fields[0]),
                Double.parseDouble(fields[1]),
                Double.parseDouble(fields[2]),
                new Latency(Double.parseDouble(fields[3]), Double.parseDouble(fields[4])),
                Integer.parseInt(fields[5]),
                Boolean.parseBoolean(fields[6]));
    }
}
