package io.mainstay.etcd.gateway.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, a decoder gives a value or its typed failure, and nothing else. */
class DecoderFuzzTest {
    private static final List<String> SEEDS = List.of(
            "{\"header\":{\"cluster_id\":\"17376908466636080180\",\"revision\":\"3\"},\"kvs\":[{\"key\":\"Zm9v\","
                    + "\"create_revision\":\"2\",\"value\":\"YmFy\"}],\"count\":\"1\",\"more\":true}",
            "{\"succeeded\":true,\"responses\":[{\"response_txn\":{\"responses\":[{\"response_put\":{}}]}}]}",
            "{\"result\":{\"header\":{},\"watch_id\":\"7\","
                    + "\"events\":[{\"type\":\"DELETE\",\"kv\":{\"key\":\"Zm9v\"}}]}}",
            "{\"error\":{\"grpc_code\":14,\"message\":\"etcdserver: no leader\"}}",
            "{\"members\":[{\"ID\":\"1\",\"peerURLs\":[\"http://a\"],\"isLearner\":true}],\"hash\":5,\"TTL\":\"9\"}");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "1e999999999",
            "-0",
            "\\u0000",
            "\\",
            "9".repeat(2000),
            "\"key\":",
            "\"header\":",
            "\"kvs\":[",
            "\"responses\":[{\"response_txn\":",
            "\u0000",
            "\"TTL\":",
            " ");

    @Test
    void randomBytes() throws IllegalAccessException {
        Random random = seeded();
        for (int round = 0; round < 150; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            decodeEverywhere(bytes);
        }
    }

    @Test
    void answersThatWereCutOrChanged() throws IllegalAccessException {
        Random random = seeded();
        for (String seed : SEEDS) {
            byte[] whole = seed.getBytes(StandardCharsets.UTF_8);
            for (int end = 0; end <= whole.length; end++) {
                decodeEverywhere(Arrays.copyOf(whole, end));
            }
            for (int round = 0; round < 40; round++) {
                byte[] changed = whole.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                decodeEverywhere(changed);
            }
        }
    }

    @Test
    void piecesOfJsonInAnyOrder() throws IllegalAccessException {
        Random random = seeded();
        for (int round = 0; round < 150; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "{" : "");
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            decodeEverywhere(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void decodeEverywhere(byte[] bytes) throws IllegalAccessException {
        for (Route<?, ?> route : routes()) {
            try {
                Object value =
                        route.isStreamed() ? route.readFrame(bytes) : route.read(new ByteArrayInputStream(bytes));
                assertThat(value).isNotNull();
            } catch (MalformedAnswerException typed) {
                assertThat(typed.getMessage()).isNotBlank().hasSizeLessThan(1000);
            }
        }
        assertThat(Refusals.of(500, "/v3/x", bytes).text()).isNotNull();
    }

    private static List<Route<?, ?>> routes() throws IllegalAccessException {
        List<Route<?, ?>> routes = new ArrayList<>();
        for (Field field : Rpcs.class.getFields()) {
            Rpc<?, ?> rpc = (Rpc<?, ?>) field.get(null);
            if (rpc != Rpcs.RANGE_STREAM) {
                routes.add(Objects.requireNonNull(Routes.of(rpc)));
            }
        }
        return routes;
    }

    private static Random seeded() {
        long seed = new Random().nextLong();
        System.out.println("DecoderFuzzTest: seed " + seed);
        return new Random(seed);
    }
}
