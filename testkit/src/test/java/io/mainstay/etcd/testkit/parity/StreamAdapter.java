package io.mainstay.etcd.testkit.parity;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the stream adapter share: a server of their own, and a client of it. */
abstract class StreamAdapter {
    final EmbeddedEtcd server = EmbeddedEtcd.start();
    final EtcdClient etcd = client(server);

    static EtcdClient client(EmbeddedEtcd of) {
        return EtcdClient.builder()
                .transport(of.transports())
                .endpoints("embedded://here")
                .build();
    }

    @AfterEach
    void close() {
        etcd.close();
        server.close();
    }

    static WriteBurst put(String key, String value) {
        return WriteBurst.of(Write.put(key, value));
    }

    /** Reads up to and with the marker; what there was before it. */
    static List<Burst> untilComplete(Iterator<Burst> bursts) {
        List<Burst> before = new ArrayList<>();
        for (Burst burst = bursts.next(); !(burst instanceof Burst.Complete); burst = bursts.next()) {
            before.add(burst);
        }
        return before;
    }

    /** What a reader of these knows of keys and values. */
    static TreeMap<String, String> apply(TreeMap<String, String> state, List<Burst> bursts) {
        for (Burst burst : bursts) {
            if (burst instanceof Burst.Snapshot part) {
                part.kvs().forEach(kv -> state.put(kv.key().utf8(), kv.value().utf8()));
            } else if (burst instanceof Burst.Live live) {
                live.events().forEach(event -> apply(state, event));
            } else if (burst instanceof Burst.Resync resync) {
                resync.events().forEach(event -> apply(state, event));
            }
        }
        return state;
    }

    private static void apply(TreeMap<String, String> state, WatchEvent event) {
        if (event.isDelete()) {
            state.remove(event.key().utf8());
        } else {
            state.put(event.key().utf8(), event.kv().value().utf8());
        }
    }
}
