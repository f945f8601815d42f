package io.mainstay.examples;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.Source;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps a copy of one prefix under another, with its values in upper case: prefix in, transform, prefix out.
 *
 * <p>What is there at the start is copied, then every change, and each transaction as one. The copies hang on a lease, so
 * they vanish when this ends, and soon after it was killed.
 */
public final class UpperCase {
    private final String in;
    private final String out;

    /** A copy of what is under {@code in}, under {@code out}. */
    public UpperCase(String in, String out) {
        this.in = in;
        this.out = out;
    }

    /** Run it as {@code UpperCase http://127.0.0.1:2379 /in/ /out/}. */
    public static void main(String... args) {
        try (EtcdClient etcd = EtcdClient.connect(args[0])) {
            new UpperCase(args[1], args[2]).run(etcd);
        }
    }

    /** Copies until the client is closed, or until it fails, as when somebody else takes the lease away. */
    public void run(EtcdClient etcd) {
        Source source = etcd.source(in, o -> o.relist());
        try (Cursor<Burst> bursts = source.cursor();
                Sink sink = etcd.sink(o -> o.lease(Duration.ofSeconds(10)))) {
            for (Burst burst : bursts) {
                copy(burst).ifPresent(sink::write);
            }
        }
    }

    /** What a burst means for the copy; nothing for the marker after the snapshot. */
    private Optional<WriteBurst> copy(Burst burst) {
        if (burst instanceof Burst.Snapshot part) {
            return Optional.of(new WriteBurst(part.kvs().stream().map(this::put).toList()));
        } else if (burst instanceof Burst.Live live) {
            return Optional.of(changes(live.events()));
        } else if (burst instanceof Burst.Resync resync) {
            return Optional.of(changes(resync.events()));
        }
        return Optional.empty();
    }

    private WriteBurst changes(List<WatchEvent> events) {
        return new WriteBurst(events.stream()
                .map(event -> event.isDelete() ? Write.delete(outKey(event.key())) : put(event.kv()))
                .toList());
    }

    private Write put(KeyValue kv) {
        return Write.put(outKey(kv.key()), Bytes.utf8(kv.value().utf8().toUpperCase(Locale.ROOT)));
    }

    private Bytes outKey(Bytes key) {
        Bytes name = key.slice(Bytes.utf8(in).size(), key.size());
        return Bytes.utf8(out).concat(name);
    }
}
