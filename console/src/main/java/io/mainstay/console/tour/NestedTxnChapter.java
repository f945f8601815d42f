package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnResult;
import java.util.List;

/** A transaction inside a transaction. */
final class NestedTxnChapter implements Chapter {
    @Override
    public String title() {
        return "Transactions nest, and all their writes are one revision";
    }

    @Override
    public void play(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String order = scene.key("order");
        String paid = scene.key("paid");
        String log = scene.key("log");

        scene.code("""
                TxnResult r = etcd.kv().txn(t -> t
                        .when(Compare.missing("/order"))
                        .then(Op.put("/order", "7"),
                              Op.txn(u -> u.when(Compare.exists("/paid"))
                                           .then(Op.put("/log", "paid"))
                                           .otherwise(Op.put("/log", "owed")))));
                """);
        TxnResult result = etcd.kv()
                .txn(t -> t.when(Compare.missing(order))
                        .then(
                                Op.put(order, "7"),
                                Op.txn(u -> u.when(Compare.exists(paid))
                                        .then(Op.put(log, "paid"))
                                        .otherwise(Op.put(log, "owed")))));
        boolean inner = result.results().get(1) instanceof TxnResult nested && nested.succeeded();
        KeyValue logged = etcd.kv().get(log).orElseThrow();
        scene.check("the outer one succeeded, the inner one took its other branch", result.succeeded() && !inner);
        scene.check(
                "/log is \"" + logged.value().utf8() + "\"",
                logged.value().utf8().equals("owed"));
        List<Long> revisions = List.of(etcd.kv().get(order).orElseThrow().modRevision(), logged.modRevision());
        scene.check(
                "/order and /log changed at " + revisions,
                revisions.get(0).equals(revisions.get(1))
                        && revisions.get(0) == result.header().revision());
    }
}
