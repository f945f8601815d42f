package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import java.time.Duration;
import java.util.Iterator;

/** What belongs together comes together, out of etcd and into it. */
final class StreamChapter implements Chapter {
    @Override
    public String title() {
        return "Streams: whole revisions out of etcd, whole bursts into it";
    }

    @Override
    public void play(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String stock = scene.key("stock/");
        etcd.kv().put(stock + "apples", "5");
        scene.code("""
                try (Cursor<Burst> bursts = etcd.source("/stock/").cursor();
                        Sink sink = etcd.sink(o -> o.lease(Duration.ofSeconds(10)))) {
                    for (Burst burst : bursts) { ... }
                """);
        try (Cursor<Burst> bursts = etcd.source(stock).cursor()) {
            Iterator<Burst> next = bursts.iterator();
            Burst first = next.next();
            Burst marker = next.next();
            scene.check(
                    "first how things stand, then the word that this is all",
                    first instanceof Burst.Snapshot part && part.kvs().size() == 1 && marker instanceof Burst.Complete);
            scene.code("""
                    sink.write(WriteBurst.of(
                            Write.put("/stock/apples", "4"),
                            Write.put("/stock/pears", "1")));
                    """);
            try (Sink sink = etcd.sink(o -> o.lease(Duration.ofSeconds(10)))) {
                long revision =
                        sink.write(WriteBurst.of(Write.put(stock + "apples", "4"), Write.put(stock + "pears", "1")));
                scene.check(
                        "both changes come as one burst, that of revision " + revision,
                        next.next() instanceof Burst.Live live
                                && live.revision() == revision
                                && live.events().size() == 2);
            }
            scene.check(
                    "the sink is closed, so its lease is revoked: both keys go at once",
                    next.next() instanceof Burst.Live gone
                            && gone.events().stream().allMatch(event -> event.isDelete())
                            && etcd.kv().count(KeyRange.prefix(stock)) == 0);
        }
    }
}
