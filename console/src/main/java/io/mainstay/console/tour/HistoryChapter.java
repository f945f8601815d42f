package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.KeyVersion;
import io.mainstay.etcd.kv.RangeResult;
import java.util.ArrayList;
import java.util.List;

/** Reading the store as it was. */
final class HistoryChapter implements Chapter {
    @Override
    public String title() {
        return "Revisions: every change has a number, and the past can be read";
    }

    @Override
    public void play(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String price = scene.key("price");

        scene.code("""
                long then = etcd.kv().put("/price", "10").header().revision();
                etcd.kv().put("/price", "12");
                etcd.kv().delete("/price");
                """);
        long then = etcd.kv().put(price, "10").header().revision();
        etcd.kv().put(price, "12");
        etcd.kv().delete(price);
        scene.check("the key is gone now", etcd.kv().get(price).isEmpty());

        scene.code("""
                RangeResult past = etcd.kv().range("/price", o -> o.revision(then));
                """);
        RangeResult past = etcd.kv().range(price, o -> o.revision(then));
        String value = past.first().orElseThrow().value().utf8();
        scene.check("at revision " + then + " it was \"" + value + "\"", value.equals("10"));
        scene.check(
                "the answer's header tells the newest revision, "
                        + past.header().revision(),
                past.header().revision() >= then + 2);

        scene.code("""
                etcd.kv().history("/price")
                """);
        List<String> steps = new ArrayList<>();
        try (Cursor<KeyVersion> history = etcd.kv().history(price)) {
            for (KeyVersion version : history) {
                steps.add(
                        version instanceof KeyVersion.Put put ? put.kv().value().utf8() : "deleted");
            }
        }
        scene.check(
                "tells it all, newest first, deletes too: " + steps,
                steps.subList(0, 3).equals(List.of("deleted", "12", "10")));
    }
}
