package io.mainstay.etcd.embedded.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.internal.wire.WatchReplySize;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    private static final int LIMIT = 1000;

    @Test
    void aSmallMessageAndOneWithASingleEventStayWhole() {
        assertThat(Fragments.cut(message(3, 100), LIMIT)).containsExactly(message(3, 100));
        assertThat(Fragments.cut(message(1, 5000), LIMIT)).containsExactly(message(1, 5000));
    }

    @Test
    void aLargeOneIsCutAndOnlyTheLastPieceSaysThatItIs() {
        WatchReply whole = message(10, 300);
        List<WatchReply> pieces = Fragments.cut(whole, LIMIT);

        assertThat(pieces).extracting(piece -> piece.events().size()).containsExactly(3, 3, 3, 1);
        assertThat(pieces).extracting(WatchReply::fragment).containsExactly(true, true, true, false);
        assertThat(pieces).allSatisfy(piece -> {
            assertThat(size(piece)).isLessThan(LIMIT);
            assertThat(piece.header()).isEqualTo(whole.header());
            assertThat(piece.watchId()).isEqualTo(4);
        });
        List<WatchEvent> joined = new ArrayList<>();
        pieces.forEach(piece -> joined.addAll(piece.events()));
        assertThat(joined).isEqualTo(whole.events());
    }

    @Test
    void anEventThatIsTooLargeByItselfHasAPieceOfItsOwn() {
        List<WatchEvent> events = List.of(event(0, 10), event(1, 3000), event(2, 10));
        WatchReply whole = WatchReply.events(new ResponseHeader(1, 2, 3, 4), 4, events);
        assertThat(Fragments.cut(whole, LIMIT))
                .extracting(piece -> piece.events().size())
                .containsExactly(1, 1, 1);
    }

    private static int size(WatchReply reply) {
        return WatchReplySize.ofEnvelope(reply)
                + reply.events().stream().mapToInt(WatchReplySize::of).sum();
    }

    private static WatchReply message(int events, int bytes) {
        return WatchReply.events(
                new ResponseHeader(1, 2, 3, 4),
                4,
                IntStream.range(0, events).mapToObj(i -> event(i, bytes)).toList());
    }

    private static WatchEvent event(int number, int bytes) {
        KeyValue kv = new KeyValue(Bytes.utf8("k" + number), Bytes.wrap(new byte[bytes]), 2, 3, 1, 0);
        return new WatchEvent(WatchEvent.Type.PUT, kv, null);
    }
}
