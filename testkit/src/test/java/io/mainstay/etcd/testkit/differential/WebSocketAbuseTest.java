package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes over a WebSocket to the embedded etcd and should not: it is refused, and nothing of it stays. */
@ExtendWith(LeakGate.class)
class WebSocketAbuseTest {
    private static final String UPGRADE = "GET /v3/watch HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n"
            + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String CREATE = "{\"create_request\":{\"key\":\"YQ==\"}}";
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int BY_PROTOCOL = 1002;
    private static final int BY_SIZE = 1009;

    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();

    /** Whatever came, there is no stream left, and the gateway serves. */
    @AfterEach
    void nothingStays() throws Exception {
        try (EmbeddedEtcd closing = etcd;
                WebSocketLine line = new WebSocketLine(closing.endpoint(), "/v3/watch")) {
            line.say(CREATE);
            assertThat(line.hear(1).toString()).contains("created");
            line.drop();
            LeakGate.awaitQuiet(ServerGauges.of(closing));
        }
    }

    @Test
    void aFrameWithoutItsMaskEndsIt() throws IOException {
        assertClosed(BY_PROTOCOL, new byte[] {(byte) TEXT, 2, '{', '}'});
    }

    @Test
    void aFrameOfAnUnknownKindEndsIt() throws IOException {
        assertClosed(BY_PROTOCOL, frame(0x85, "x"));
    }

    @Test
    void aFrameThatIsTooLargeEndsItAtOnce() throws IOException {
        assertClosed(BY_SIZE, new byte[] {(byte) TEXT, (byte) (MASKED | 127), 0, 0, 0, 16, 0, 0, 0, 0, 1, 2, 3, 4});
    }

    @Test
    void aMessageThatNeverEndsIsCutOff() throws IOException {
        try (RawSocket line = upgraded()) {
            byte[] part = frame(0x01, "[" + "1,".repeat(500_000));
            byte[] more = frame(0x00, "1,".repeat(500_000));
            try {
                line.write(part);
                for (int i = 0; i < 50; i++) {
                    line.write(more);
                }
            } catch (IOException closed) {
                assertThat(closed).as("cut off while it is written").isNotNull();
            }
            line.rest();
        }
    }

    @Test
    void whatComesBeforeTheConsentEndsIt() throws IOException {
        try (RawSocket line = new RawSocket(etcd.endpoint())) {
            byte[] both = new byte[UPGRADE.length() + frame(TEXT, CREATE).length];
            System.arraycopy(UPGRADE.getBytes(StandardCharsets.US_ASCII), 0, both, 0, UPGRADE.length());
            System.arraycopy(frame(TEXT, CREATE), 0, both, UPGRADE.length(), both.length - UPGRADE.length());
            line.write(both);
            assertThat(new String(line.rest(), StandardCharsets.ISO_8859_1)).doesNotContain("created");
        }
    }

    @Test
    void anEndInTheMiddleIsAnEnd() throws IOException {
        byte[] whole = frame(TEXT, CREATE);
        for (int length = 0; length < whole.length; length++) {
            try (RawSocket line = upgraded()) {
                line.write(frame(TEXT, CREATE));
                line.write(Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void anUnknownPathIsToldInAMessage() throws IOException {
        try (RawSocket line = upgraded("/v3/nothing")) {
            assertThat(new String(line.rest(), StandardCharsets.UTF_8)).endsWith("\"message\":\"Not Found\"}");
        }
    }

    @Test
    void anythingElseDoesNoHarm() throws IOException {
        long seed = Long.getLong("mainstay.seed", System.identityHashCode(this));
        System.out.println("WebSocketAbuseTest: -Dmainstay.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            try (RawSocket line = upgraded()) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                line.write(frame(TEXT, CREATE));
                line.write(random.nextBoolean() ? bytes : frame(TEXT, new String(bytes, StandardCharsets.UTF_8)));
            } catch (IOException closed) {
                assertThat(closed).as("closed while it is written").isNotNull();
            }
        }
    }

    private void assertClosed(int status, byte[] bytes) throws IOException {
        try (RawSocket line = upgraded()) {
            line.write(bytes);
            byte[] rest = line.rest();
            assertThat(rest).hasSizeGreaterThan(3);
            assertThat(rest[0]).isEqualTo((byte) 0x88);
            assertThat((rest[2] & 0xff) << 8 | rest[3] & 0xff).isEqualTo(status);
        }
    }

    private RawSocket upgraded() throws IOException {
        return upgraded("/v3/watch");
    }

    private RawSocket upgraded(String path) throws IOException {
        RawSocket line = new RawSocket(etcd.endpoint());
        line.write(UPGRADE.replace("/v3/watch", path).getBytes(StandardCharsets.US_ASCII));
        assertThat(line.head()).startsWith("HTTP/1.1 101 ").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return line;
    }

    /** A frame as clients write it, under a mask that changes nothing. */
    private static byte[] frame(int head, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head);
        if (payload.length < 126) {
            out.write(MASKED | payload.length);
        } else {
            out.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(new byte[4]);
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
