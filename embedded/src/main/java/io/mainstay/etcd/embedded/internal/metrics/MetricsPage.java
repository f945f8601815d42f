package io.mainstay.etcd.embedded.internal.metrics;

import java.util.List;

/** A page in Prometheus' text format (0.0.4), written family by family. Not thread-safe. */
public final class MetricsPage {
    private final StringBuilder text = new StringBuilder(8192);

    /** An empty page. */
    public MetricsPage() {}

    /** Writes a family of one number that only grows. */
    public void counter(String name, String help, Number value) {
        begin(name, help, "counter");
        sample(name, List.of(), value);
    }

    /** Writes a family of one number that goes up and down. */
    public void gauge(String name, String help, Number value) {
        gauge(name, help, List.of(), value);
    }

    /** Writes a family of one number with labels, names and values in turn. */
    public void gauge(String name, String help, List<String> labels, Number value) {
        begin(name, help, "gauge");
        sample(name, labels, value);
    }

    /** Begins a family; its samples follow. */
    public void begin(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** Writes a sample of the family that was begun, with labels as names and values in turn. */
    public void sample(String name, List<String> labels, Number value) {
        text.append(name);
        for (int i = 0; i < labels.size(); i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels.get(i)).append("=\"");
            text.append(escaped(labels.get(i + 1))).append('"');
        }
        text.append(labels.isEmpty() ? "" : "}").append(' ').append(value).append('\n');
    }

    /** The whole page. */
    @Override
    public String toString() {
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
