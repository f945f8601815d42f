package io.mainstay.etcd.testkit.differential;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics as Prometheus reads it.
 *
 * @param types the type of each family
 * @param samples each sample, by its name and labels as they are written
 */
record MetricsText(Map<String, String> types, Map<String, Double> samples) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern HELP = Pattern.compile("# HELP \\S+ \\S.*");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:]\\w*)(\\{(?:\\w+=\"[^\"]*\",?)+})? (\\S+)");

    /** Reads the page of a server; a line that is none of the format fails the test. */
    static MetricsText of(String endpoint) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/metrics"))
                .timeout(PATIENCE)
                .build();
        MetricsText page = new MetricsText(new TreeMap<>(), new TreeMap<>());
        HTTP.send(request, BodyHandlers.ofString()).body().lines().forEach(page::read);
        return page;
    }

    private void read(String line) {
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (type.matches()) {
            if (types.put(type.group(1), type.group(2)) != null) {
                throw new AssertionError("a family comes twice: " + line);
            }
        } else if (sample.matches()) {
            String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
            if (samples.put(key, Double.valueOf(sample.group(3).replace("Inf", "Infinity"))) != null) {
                throw new AssertionError("a sample comes twice: " + line);
            }
        } else if (!HELP.matcher(line).matches()) {
            throw new AssertionError("this is no line of a page of metrics: " + line);
        }
    }

    /** By how much samples are more than they were; those that are not are left out. */
    Map<String, Double> since(MetricsText before) {
        Map<String, Double> more = new TreeMap<>();
        samples.forEach((key, value) -> {
            double was = before.samples.getOrDefault(key, 0.0);
            if (value != was) {
                more.put(key, value - was);
            }
        });
        return more;
    }

    /** The names of a sample's labels. */
    static String labels(String sample) {
        return sample.replaceAll("=\"[^\"]*\"", "");
    }
}
