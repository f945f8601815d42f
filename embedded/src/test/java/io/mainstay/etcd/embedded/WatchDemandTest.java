package io.mainstay.etcd.embedded;

import static io.mainstay.etcd.embedded.Caller.watch;
import static io.mainstay.etcd.embedded.Recorder.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that make no room: nothing is lost, nothing is kept for them, and nobody else waits. */
class WatchDemandTest {
    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final Caller caller = new Caller(etcd);
    private final Recorder<WatchCommand, WatchReply> stream = Recorder.openWithoutRoom(caller.transport(), Rpcs.WATCH);

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void withoutRoomNothingIsDeliveredAndNothingIsLost() throws Exception {
        stream.exchange().send(watch("a", 0));
        for (int i = 2; i <= 1001; i++) {
            caller.put("a", "" + i);
        }
        assertThat(stream.isEmpty()).isTrue();

        List<WatchEvent> events = new ArrayList<>();
        stream.exchange().request(1);
        assertThat(told(stream.next())).isEqualTo("1 #0 CREATED");
        int messages = 0;
        while (events.size() < 1000) {
            stream.exchange().request(1);
            events.addAll(stream.next().events());
            messages++;
        }
        assertThat(events)
                .extracting(WatchEvent::revision)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, 1001).boxed().toList());
        assertThat(messages).as("most came from history, in one piece").isLessThan(200);

        caller.put("a", "last");
        stream.exchange().request(1);
        assertThat(told(stream.next())).as("live again").isEqualTo("1002 #0 EVENTS a=last@1002");
    }

    @Test
    void aWatchThatCompactionPassesEnds() throws Exception {
        stream.exchange().send(watch("a", 0));
        for (int i = 0; i < 300; i++) {
            caller.put("a", "" + i);
        }
        etcd.compact(250);
        List<WatchReply> replies = new ArrayList<>();
        stream.exchange().request(1000);
        do {
            replies.add(stream.next());
        } while (replies.get(replies.size() - 1).kind() != WatchReply.Kind.CANCELED);
        WatchReply last = replies.get(replies.size() - 1);
        assertThat(told(last)).isEqualTo("0 #0 CANCELED compacted 250");
        long seen = replies.stream().mapToLong(reply -> reply.events().size()).sum();
        assertThat(seen).as("what was waiting for room already").isBetween(100L, 129L);
        assertThat(etcd.watcherCount()).isZero();
    }

    @Test
    void progressWaitsForNobody() throws Exception {
        caller.put("a", "1");
        stream.exchange().send(watch("a", 2));
        stream.exchange().send(new WatchCommand.Progress());
        stream.exchange().request(2);
        assertThat(stream.next(2)).extracting(Recorder::told).containsExactly("2 #0 CREATED", "2 #0 EVENTS a=1@2");
        stream.exchange().request(10);
        assertThat(told(stream.ask(new WatchCommand.Progress())))
                .as("the first one met a watch that was behind, and got no answer")
                .isEqualTo("2 #-1 EVENTS");
    }

    @Test
    void aHandlerThatDoesNotReturnHoldsUpNoWriterAndNoReader() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Exchange<WatchCommand> stuck = caller.transport()
                .open(Rpcs.WATCH, CallContext.PLAIN, new StreamHandler<WatchReply>() {
                    @Override
                    public void onMessage(WatchReply message) {
                        entered.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void onEnd(@Nullable TransportFailure failure) {}
                });
        stuck.request(1000);
        stuck.send(watch("a", 0));
        entered.await();
        for (int i = 0; i < 500; i++) {
            caller.put("a", "" + i);
        }
        assertThat(caller.ask(Rpcs.RANGE, Op.get("a")).header().revision()).isEqualTo(501);
        release.countDown();
    }

    @Test
    void aHandlerThatThrowsLosesItsStreamAndNobodyElseDoes() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        Exchange<WatchCommand> broken = caller.transport()
                .open(Rpcs.WATCH, CallContext.PLAIN, new StreamHandler<WatchReply>() {
                    @Override
                    public void onMessage(WatchReply message) {
                        thrown.countDown();
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public void onEnd(@Nullable TransportFailure failure) {}
                });
        broken.request(1);
        stream.exchange().request(10);
        assertThat(told(stream.ask(watch("a", 0)))).isEqualTo("1 #0 CREATED");
        broken.send(watch("a", 0));
        thrown.await();
        caller.ask(Rpcs.TXN, TxnRequest.EMPTY.then(Op.put("a", "1")));
        assertThat(told(stream.next())).isEqualTo("2 #0 EVENTS a=1@2");
        assertThat(etcd.streamCount()).isEqualTo(1);
    }

    @Test
    void roomIsMadeForOneMessageAtLeast() {
        assertThatThrownBy(() -> stream.exchange().request(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
