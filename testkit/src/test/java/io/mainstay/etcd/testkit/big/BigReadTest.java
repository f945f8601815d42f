package io.mainstay.etcd.testkit.big;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Far more keys than memory are read lazily: in pages from etcd 3.6, as a stream from 3.7. */
class BigReadTest {
    private static final Bytes VALUE = Bytes.utf8("x".repeat(100));
    private static final int AT_ONCE = 100_000;

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void aHundredThousandKeys_inAHeapOf24MiB(String line) throws Exception {
        readsAll(line, 100_000, "-Xmx24m");
    }

    @Tag("slow")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void aMillionKeys_inAHeapOf64MiB(String line) throws Exception {
        readsAll(line, 1_000_000, "-Xmx64m");
    }

    private static void readsAll(String line, int keys, String heap) throws Exception {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync", "--log-level=error");
        try (RealEtcd etcd = RealEtcd.start(options)) {
            Instant start = Instant.now();
            load(etcd.endpoint(), keys);
            Duration loading = Duration.between(start, Instant.now());
            List<Long> seen = read(etcd.endpoint(), heap);
            System.out.printf(
                    "big read from etcd %s: %,d keys written in %,d ms, read in %,d ms by a JVM with %s, streams: %d%n",
                    etcd.version(), keys, loading.toMillis(), seen.get(2), heap, seen.get(1));
            assertThat(seen.get(0)).isEqualTo(keys);
            assertThat(seen.get(1)).as("streams").isEqualTo(line.equals("3.6") ? 0 : 1);
        }
    }

    private static void load(String endpoint, int keys) {
        try (EtcdClient client = EtcdClient.connect(endpoint)) {
            for (int from = 0; from < keys; from += AT_ONCE) {
                client.kv()
                        .bulk(o -> o.chunked().inFlight(16))
                        .putAll(IntStream.range(from, from + AT_ONCE)
                                .mapToObj(i -> PutRequest.of(Bytes.utf8(String.format("/big/%07d", i)), VALUE))
                                .toList());
            }
        }
    }

    private static List<Long> read(String endpoint, String heap) throws IOException, InterruptedException {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BigRead.class.getName(),
                        endpoint)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String printed = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reader.waitFor(60, TimeUnit.SECONDS))
                    .as("the reader ends")
                    .isTrue();
            assertThat(reader.exitValue()).isZero();
            return List.of(printed.strip().split(" ")).stream()
                    .map(Long::parseLong)
                    .toList();
        } finally {
            reader.destroyForcibly();
        }
    }
}
