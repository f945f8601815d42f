package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final String TEXT = "{\"a\":1}\n\n{\"b\":\"\u00e4\u20ac\ud83d\ude00\"}\r\n{\"c\":3}";
    private static final List<String> LINES =
            List.of("{\"a\":1}", "{\"b\":\"\u00e4\u20ac\ud83d\ude00\"}\r", "{\"c\":3}");

    @Test
    void cutsAtLineFeedsAndTakesWhatIsLeftAtTheEnd() throws Exception {
        assertThat(split(bytes(TEXT))).isEqualTo(lines());
    }

    @Test
    void anyTwoCutsGiveTheSameLines() throws Exception {
        byte[] all = bytes(TEXT);
        for (int first = 0; first <= all.length; first++) {
            for (int second = first; second <= all.length; second++) {
                assertThat(split(
                                Arrays.copyOfRange(all, 0, first),
                                Arrays.copyOfRange(all, first, second),
                                Arrays.copyOfRange(all, second, all.length)))
                        .isEqualTo(lines());
            }
        }
    }

    @Test
    void anyBytesGiveTheSameLinesHoweverTheyAreCut() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] all = new byte[random.nextInt(400)];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) (random.nextInt(6) == 0 ? '\n' : random.nextInt(256));
            }
            List<byte[]> pieces = new ArrayList<>();
            for (int at = 0; at < all.length; ) {
                int next = Math.min(all.length, at + random.nextInt(20));
                pieces.add(Arrays.copyOfRange(all, at, next));
                at = next;
            }
            assertThat(split(pieces.toArray(byte[][]::new)))
                    .as("seed " + seed + ", round " + round)
                    .isEqualTo(split(all));
        }
    }

    @Test
    void aLineMayBeAsLongAsAllowedButNoLonger() throws Exception {
        List<byte[]> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(4, lines::add);
        splitter.feed(ByteBuffer.wrap(bytes("ab")));
        splitter.feed(ByteBuffer.wrap(bytes("cd\nabcd")));
        assertThat(lines).hasSize(1);
        assertThatThrownBy(() -> splitter.feed(ByteBuffer.wrap(bytes("e"))))
                .isInstanceOf(LineSplitter.LineTooLongException.class);
        assertThatThrownBy(() -> new LineSplitter(4, lines::add).feed(ByteBuffer.wrap(bytes("abcde\n"))))
                .isInstanceOf(LineSplitter.LineTooLongException.class);
    }

    private static List<String> split(byte[]... pieces) throws Exception {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter =
                new LineSplitter(1 << 20, line -> lines.add(new String(line, StandardCharsets.ISO_8859_1)));
        for (byte[] piece : pieces) {
            splitter.feed(ByteBuffer.wrap(piece).asReadOnlyBuffer());
        }
        splitter.end();
        return lines;
    }

    /** The lines byte by byte. */
    private static List<String> lines() {
        return LINES.stream()
                .map(line -> new String(bytes(line), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
