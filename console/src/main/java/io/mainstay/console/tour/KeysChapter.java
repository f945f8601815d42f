package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.Sort;
import java.util.List;

/** Writing and reading keys. */
final class KeysChapter implements Chapter {
    @Override
    public String title() {
        return "Put and get: keys are bytes, text is a convenience";
    }

    @Override
    public void play(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String port = scene.key("app/port");

        scene.code("""
                etcd.kv().put("/app/port", "8080");
                KeyValue kv = etcd.kv().get("/app/port").orElseThrow();
                """);
        etcd.kv().put(port, "8080");
        KeyValue kv = etcd.kv().get(port).orElseThrow();
        scene.check(
                "kv.value().utf8() is \"" + kv.value().utf8() + "\"",
                kv.value().utf8().equals("8080"));
        scene.check("kv.version() is " + kv.version() + ", kv.modRevision() is " + kv.modRevision(), kv.version() == 1);

        scene.code("""
                PutResult put = etcd.kv().put("/app/port", "9090", o -> o.withPrevKv());
                """);
        PutResult put = etcd.kv().put(port, "9090", o -> o.withPrevKv());
        String before = put.previous().map(KeyValue::value).orElseThrow().utf8();
        scene.check("put.previous() still knows \"" + before + "\"", before.equals("8080"));

        scene.code("""
                RangeResult found = etcd.kv().range("/app/", o -> o.prefix()
                        .sort(Sort.Target.KEY, Sort.Order.DESCENDING).limit(2));
                """);
        etcd.kv().put(scene.key("app/host"), "a.example");
        etcd.kv().put(scene.key("app/name"), "shop");
        RangeResult found = etcd.kv()
                .range(
                        scene.key("app/"),
                        o -> o.prefix()
                                .sort(Sort.Target.KEY, Sort.Order.DESCENDING)
                                .limit(2));
        List<String> names = found.kvs().stream()
                .map(each -> each.key().utf8().substring(scene.prefix().length()))
                .toList();
        scene.check(
                names + ", more() is " + found.more() + ", count() is " + found.count(),
                names.equals(List.of("app/port", "app/name")) && found.more() && found.count() == 3);
    }
}
