package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ValueStatus;
import io.mainstay.etcd.view.ViewSnapshot;
import io.mainstay.etcd.view.WatchedValue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Keys in memory that follow the store. */
final class ViewChapter implements Chapter {
    @Override
    public String title() {
        return "Views: a prefix in memory, and a value that is always the last good one";
    }

    @Override
    public void play(Scene scene) {
        view(scene);
        value(scene);
    }

    private static void view(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String hosts = scene.key("hosts/");
        etcd.kv().put(hosts + "a", "up");
        scene.code("""
                PrefixView view = etcd.view("/hosts/");
                long written = etcd.kv().put("/hosts/b", "down")
                        .header().revision();
                view.awaitRevision(written, timeout).get("/hosts/b")
                """);
        try (PrefixView view = etcd.view(hosts)) {
            long written = etcd.kv().put(hosts + "b", "down").header().revision();
            ViewSnapshot seen = view.awaitRevision(written, Scene.PATIENCE);
            KeyValue b = seen.get(hosts + "b");
            scene.check(
                    "your own write is there, read without a call",
                    b != null && b.value().utf8().equals("down"));
            etcd.kv().put(hosts + "b", "up");
            scene.check(
                    "awaitCurrent() is a linearizable read of all " + seen.size() + " for one small call",
                    states(view.awaitCurrent(Scene.PATIENCE)).equals(List.of("up", "up")));
            scene.check("a snapshot stays as it was", states(seen).equals(List.of("up", "down")));
            scene.code("""
                    view.index(kv -> List.of(kv.value().utf8())).get("up")
                    """);
            scene.check(
                    "finds keys by what is in them",
                    count(view.index(kv -> List.of(kv.value().utf8())).get("up")) == 2);
        }
    }

    private static void value(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String limit = scene.key("limit");
        etcd.kv().put(limit, "10");
        scene.code("""
                WatchedValue<Integer> limit = etcd.value("/limit",
                        kv -> Integer.valueOf(kv.value().utf8()));
                etcd.kv().put("/limit", "a lot");
                """);
        try (WatchedValue<Integer> value =
                etcd.value(limit, kv -> Integer.valueOf(kv.value().utf8()))) {
            value.ready()
                    .orTimeout(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            long bad = etcd.kv().put(limit, "a lot").header().revision();
            ValueStatus<Integer> status = value.awaitRevision(bad, Scene.PATIENCE);
            scene.check(
                    "a bad value is refused, and counted; in force is still " + value.get(),
                    Integer.valueOf(10).equals(value.get()) && status.rejected() == 1);
        }
    }

    private static List<String> states(ViewSnapshot snapshot) {
        return StreamSupport.stream(snapshot.spliterator(), false)
                .map(kv -> kv.value().utf8())
                .toList();
    }

    private static long count(Iterable<KeyValue> kvs) {
        return StreamSupport.stream(kvs.spliterator(), false).count();
    }
}
