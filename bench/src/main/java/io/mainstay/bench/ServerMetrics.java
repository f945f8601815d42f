package io.mainstay.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;

/** What the server tells of itself at {@code /metrics}, read now. */
record ServerMetrics(String text) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Reads them; empty where the server has none. */
    static ServerMetrics of(String endpoint) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(endpoint + "/metrics"))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new ServerMetrics(answer.statusCode() == 200 ? answer.body() : "");
    }

    /** The value of a metric without labels. */
    OptionalDouble value(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst();
    }

    /** CPU that the server has burned. */
    OptionalDouble cpuSeconds() {
        return value("process_cpu_seconds_total");
    }
}
