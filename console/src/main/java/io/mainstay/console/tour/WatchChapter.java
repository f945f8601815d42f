package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seeing changes, all of them, in order, whatever happens to the connection. */
final class WatchChapter implements Chapter {
    @Override
    public String title() {
        return "Watch: every change once, in order, also across a broken connection";
    }

    @Override
    public void play(Scene scene) throws Exception {
        EtcdClient etcd = scene.etcd();
        String jobs = scene.key("jobs/");
        scene.code("""
                try (Watch watch = etcd.watch("/jobs/", o -> o.prefix().withPrevKv())) {
                    for (WatchEvent event : watch) { ... }
                """);
        long start;
        try (Watch watch = etcd.watch(jobs, o -> o.prefix().withPrevKv())) {
            start = watch.ready().get();
            etcd.kv().put(jobs + "1", "new");
            etcd.kv().put(jobs + "1", "done");
            etcd.kv().delete(jobs + "1");
            List<String> seen = read(watch, 3);
            scene.check(
                    String.join(", ", seen),
                    seen.equals(List.of("PUT 1 new", "PUT 1 done (was new)", "DELETE 1 (was done)")));

            scene.say("Now the connection is cut, and changes are made before it is back:");
            boolean cut = scene.lines().cut() > 0;
            etcd.kv().put(jobs + "2", "a");
            etcd.kv().put(jobs + "3", "b");
            List<String> after = read(watch, 2);
            scene.check(
                    "cut, and yet nothing missed and nothing twice: " + String.join(", ", after),
                    cut && after.equals(List.of("PUT 2 a", "PUT 3 b")));
        }
        scene.code("""
                etcd.watch("/jobs/", o -> o.prefix().startRevision(start))
                """);
        try (Watch replay = etcd.watch(jobs, o -> o.prefix().startRevision(start))) {
            List<String> seen = read(replay, 5);
            scene.check(
                    "from revision " + start + " the past is played again: " + seen.size() + " events",
                    seen.size() == 5);
        }
    }

    /** Reads some events, as words. */
    private static List<String> read(Watch watch, int events) {
        List<String> seen = new ArrayList<>();
        while (seen.size() < events) {
            Optional<WatchBatch> batch = watch.poll(Scene.PATIENCE);
            if (batch.isEmpty()) {
                return seen;
            }
            batch.get().events().forEach(event -> seen.add(words(event)));
        }
        return seen;
    }

    private static String words(WatchEvent event) {
        String key = event.key().utf8();
        String name = key.substring(key.lastIndexOf('/') + 1);
        String was =
                event.previous().map(kv -> " (was " + kv.value().utf8() + ")").orElse("");
        return event.type() + " " + name
                + (event.isDelete() ? "" : " " + event.kv().value().utf8()) + was;
    }
}
