package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many servers with ports and data directories in one JVM. */
@Tag("slow")
class ManyServersTest {
    private static final int SERVERS = 100;
    private static final long FEWER_THAN_ONE_EACH = 50;

    @TempDir
    private Path temp;

    private record Running(EmbeddedEtcd etcd, Transport line) {
        void close() {
            line.close();
            etcd.close();
        }
    }

    @Test
    void aHundredStartAndWorkAndStopAndLeaveNothing() throws Exception {
        start(SERVERS).close();
        long files = KilledPort.openFiles();
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            Running running = start(i);
            all.add(running);
            Recorder<WatchCommand, WatchReply> watch = Recorder.open(running.line, Rpcs.WATCH);
            watch.ask(Caller.watch("k", 0));
            new Caller(running.line).put("k", "of " + i);
            assertThat(watch.next().events()).hasSize(1);
        }
        assertThat(KilledPort.threads()).isGreaterThan(SERVERS);
        all.forEach(Running::close);
        assertThat(KilledPort.threads()).isZero();
        Waiting.forState(
                "files and sockets are closed, but for " + files,
                () -> KilledPort.openFiles() < files + FEWER_THAN_ONE_EACH);

        for (int i = 0; i < SERVERS; i += 10) {
            Running again = start(i);
            assertThat(new Caller(again.line)
                            .ask(Rpcs.RANGE, RangeRequest.of(KeyRange.all()))
                            .kvs())
                    .singleElement()
                    .satisfies(kv -> assertThat(kv.value().utf8()).startsWith("of "));
            again.close();
        }
        assertThat(KilledPort.threads()).isZero();
    }

    private Running start(int number) {
        EmbeddedEtcd etcd =
                EmbeddedEtcd.builder().dataDir(temp.resolve("data-" + number)).start();
        return new Running(etcd, KilledProcess.connect(Endpoint.parse(etcd.endpoint())));
    }
}
