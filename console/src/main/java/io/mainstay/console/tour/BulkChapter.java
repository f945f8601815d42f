package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.kv.BulkResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writing and reading much. */
final class BulkChapter implements Chapter {
    private static final int KEYS = 1_000;

    @Override
    public String title() {
        return "Bulk: thousands of keys, with progress, and read back lazily";
    }

    @Override
    public void play(Scene scene) {
        EtcdClient etcd = scene.etcd();
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < KEYS; i++) {
            values.put(scene.key(String.format("items/%04d", i)), "item " + i);
        }

        scene.code("""
                etcd.kv().bulk().putAll(values);   // 1,000 of them
                """);
        scene.check("is refused before anything is sent: more than one transaction can hold", isTooLarge(etcd, values));

        scene.code("""
                etcd.kv().bulk(o -> o.chunked().onProgress(told::add)).putAll(values);
                """);
        List<Long> told = new ArrayList<>();
        BulkResult result = etcd.kv()
                .bulk(o -> o.chunked().onProgress(progress -> told.add(progress.done())))
                .putAll(values);
        scene.check(
                result.done() + " keys in " + result.revisions().size() + " transactions, told on the way: " + told,
                result.done() == KEYS && told.get(told.size() - 1) == KEYS);

        scene.code("""
                try (Scan scan = etcd.kv().scan("/items/", o -> o.prefix())) { ... }
                """);
        int read = 0;
        long revision;
        try (Scan scan = etcd.kv().scan(scene.key("items/"), o -> o.prefix())) {
            for (KeyValue kv : scan) {
                read += kv.value().utf8().equals(values.get(kv.key().utf8())) ? 1 : 0;
            }
            revision = scan.revision();
        }
        scene.check(
                "all " + read + " come back, in order, as they were at revision " + revision
                        + ", however many there are and however little memory",
                read == KEYS && revision >= result.revision());
    }

    private static boolean isTooLarge(EtcdClient etcd, Map<String, String> values) {
        try {
            etcd.kv().bulk().putAll(values);
            return false;
        } catch (TooLargeException e) {
            return true;
        }
    }
}
