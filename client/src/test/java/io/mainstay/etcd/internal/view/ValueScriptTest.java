package io.mainstay.etcd.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.view.ValueRejectedException;
import io.mainstay.etcd.view.ValueStatus;
import io.mainstay.etcd.view.ValueStatus.Source;
import io.mainstay.etcd.view.ViewStatus.State;
import io.mainstay.etcd.view.WatchedValue;
import io.mainstay.etcd.watch.WatchEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watched values against a server played by hand. Everything runs on the test's thread. */
class ValueScriptTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Bytes KEY = Bytes.utf8("/n");

    @TempDir
    Path folder;

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();
    private final List<Long> decoded = new ArrayList<>();
    private ScriptedStream<WatchCommand, WatchReply> stream;
    private long id;

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void followsTheKey_andKeepsTheLastGoodOne() {
        WatchedValue<Integer> value = etcd.value("/n", this::number);
        List<String> heard = new ArrayList<>();
        value.listen(status -> heard.add(status.source() + " " + status.value() + " " + status.rejected()));
        assertThat(value.get()).isNull();
        assertThat(value.ready()).isNotDone();
        load(7, kv(3, "12"));
        assertThat(value.ready()).isCompleted();
        assertThat(value.get()).isEqualTo(12);

        event(put(8, "secret"));
        assertThat(value.get()).isEqualTo(12);
        ValueStatus<Integer> bad = value.status();
        assertThat(bad.rejected()).isEqualTo(1);
        assertThat(bad.lastRejection().revision()).isEqualTo(8);
        assertThat(bad.lastRejection().reason()).isEqualTo("NumberFormatException");
        assertThat(bad.isHeldBack()).isTrue();
        event(put(9, "-5"));
        assertThat(value.status().lastRejection().reason()).isEqualTo("negative");
        event(put(10, "13"));
        assertThat(value.get()).isEqualTo(13);
        assertThat(value.status().isHeldBack()).isFalse();
        assertThat(value.status().modRevision()).isEqualTo(10);
        assertThat(value.toString()).doesNotContain("13");
        assertThat(heard).contains("NOTHING null 0", "KEY 12 0", "KEY 12 1", "KEY 12 2", "KEY 13 2");
    }

    @Test
    void absenceClears_toTheDefault_andADefaultIsThereFromTheBeginning() {
        WatchedValue<Integer> value = etcd.value("/n", this::number, o -> o.whenAbsent(1));
        assertThat(value.get()).isEqualTo(1);
        load(7, kv(3, "12"));
        event(delete(8));
        assertThat(value.get()).isEqualTo(1);
        assertThat(value.status().source()).isEqualTo(Source.ABSENT);
    }

    @Test
    void aDeleteThatWasMissed_isNoticedWhenAllIsReadAgain() {
        WatchedValue<Integer> value = etcd.value("/n", this::number);
        load(7, kv(3, "12"));
        compacted(50);
        clock.advance(LONG);
        load(60);
        assertThat(value.get()).isNull();
        assertThat(value.status().source()).isEqualTo(Source.ABSENT);
    }

    @Test
    void aVersionThatIsReadAgain_isNotDecodedAgain() {
        WatchedValue<Integer> value = etcd.value("/n", this::number);
        load(7, kv(3, "12"));
        compacted(50);
        clock.advance(LONG);
        load(60, kv(3, "12"));
        assertThat(value.get()).isEqualTo(12);
        assertThat(decoded).containsExactly(3L);
    }

    @Test
    void theFile_isInForceUntilEtcdAnswers_andBeyondABadAnswer() throws IOException {
        Path file = folder.resolve("n.good");
        new LastGood(file, KEY).write(kv(5, "42"));
        WatchedValue<Integer> value = etcd.value("/n", this::number, o -> o.lastGoodFile(file));
        assertThat(value.get()).isEqualTo(42);
        assertThat(value.status().source()).isEqualTo(Source.FILE);
        load(7, kv(6, "bad"));
        assertThat(value.get()).isEqualTo(42);
        assertThat(value.status().isHeldBack()).isTrue();
        event(put(8, "43"));
        assertThat(new LastGood(file, KEY).read().value().utf8()).isEqualTo("43");
        event(put(9, "bad"));
        assertThat(new LastGood(file, KEY).read().modRevision()).isEqualTo(8);
        event(delete(10));
        assertThat(Files.exists(file)).isFalse();
        assertThat(value.get()).isNull();
    }

    @Test
    void aDamagedFile_isTold_andReplaced() throws IOException {
        Path file = folder.resolve("n.good");
        Files.writeString(file, "nonsense of some length");
        WatchedValue<Integer> value = etcd.value("/n", this::number, o -> o.lastGoodFile(file));
        assertThat(value.get()).isNull();
        assertThat(value.status().fileTrouble()).contains("checksum");
        load(7, kv(6, "5"));
        assertThat(value.status().fileTrouble()).isNull();
        assertThat(new LastGood(file, KEY).read().value().utf8()).isEqualTo("5");
    }

    @Test
    void aFileThatCannotBeWritten_isTold_andTheValueIsInForce() {
        Path file = folder.resolve("no").resolve("such").resolve("folder");
        WatchedValue<Integer> value = etcd.value("/n", this::number, o -> o.lastGoodFile(file));
        load(7, kv(6, "5"));
        assertThat(value.get()).isEqualTo(5);
        assertThat(value.status().fileTrouble()).contains("cannot be written");
    }

    @Test
    void anOutage_leavesTheValue_andTellsItsAge() {
        WatchedValue<Integer> value = etcd.value("/n", this::number);
        load(7, kv(6, "5"));
        stream.end(TransportFailure.lost("connection reset", null));
        clock.advance(LONG);
        assertThat(value.get()).isEqualTo(5);
        assertThat(value.status().view().age()).isEqualTo(LONG);
    }

    @Test
    void closingTheClient_endsIt() {
        WatchedValue<Integer> value = etcd.value("/n", this::number);
        etcd.close();
        assertThatThrownBy(value.ready()::join).hasCauseInstanceOf(ClientClosedException.class);
        assertThat(value.status().view().state()).isEqualTo(State.ENDED);
    }

    private Integer number(KeyValue kv) {
        decoded.add(kv.modRevision());
        int number = Integer.parseInt(kv.value().utf8());
        if (number < 0) {
            throw new ValueRejectedException("negative");
        }
        return number;
    }

    private void load(long revision, KeyValue... kvs) {
        server.nextCall(Rpcs.RANGE)
                .respond(new RangeResult(ResponseHeader.ofRevision(revision), List.of(kvs), false, kvs.length));
        if (stream == null || stream.isCancelled()) {
            stream = server.nextStream(Rpcs.WATCH);
        }
        WatchCommand.Create create = (WatchCommand.Create) stream.nextSent();
        id = create.watchId();
        stream.reply(WatchReply.created(ResponseHeader.ofRevision(revision), id));
    }

    private void event(WatchEvent event) {
        stream.reply(WatchReply.events(ResponseHeader.ofRevision(event.revision()), id, List.of(event)));
    }

    private void compacted(long revision) {
        stream.reply(WatchReply.canceled(ResponseHeader.ofRevision(revision), id, revision, ""));
    }

    private static KeyValue kv(long revision, String value) {
        return new KeyValue(KEY, Bytes.utf8(value), 2, revision, 2, 0);
    }

    private static WatchEvent put(long revision, String value) {
        return new WatchEvent(WatchEvent.Type.PUT, kv(revision, value), null);
    }

    private static WatchEvent delete(long revision) {
        return new WatchEvent(WatchEvent.Type.DELETE, new KeyValue(KEY, Bytes.EMPTY, 0, revision, 0, 0), null);
    }
}
