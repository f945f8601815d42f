package io.mainstay.console.tour;

import static io.mainstay.etcd.kv.Compare.modRevision;
import static io.mainstay.etcd.kv.Op.get;
import static io.mainstay.etcd.kv.Op.put;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.TxnResult;

/** A write that happens only when nobody was faster. */
final class CompareAndSwapChapter implements Chapter {
    @Override
    public String title() {
        return "Transactions: compare and swap";
    }

    @Override
    public void play(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String stock = scene.key("stock");
        etcd.kv().put(stock, "5");

        scene.code("""
                KeyValue seen = etcd.kv().get("/stock").orElseThrow();
                TxnResult r = etcd.kv().txn(t -> t
                        .when(modRevision("/stock").is(seen.modRevision()))
                        .then(put("/stock", "4"))
                        .otherwise(get("/stock")));
                """);
        KeyValue seen = etcd.kv().get(stock).orElseThrow();
        TxnResult first = swap(etcd, stock, seen);
        scene.check("r.succeeded() is " + first.succeeded() + ": nobody was faster", first.succeeded());

        scene.say("The same again, with what is by now an old revision:");
        TxnResult second = swap(etcd, stock, seen);
        String now = second.range(0).first().orElseThrow().value().utf8();
        scene.check(
                "r.succeeded() is " + second.succeeded() + ", r.range(0) tells what is there: \"" + now + "\"",
                !second.succeeded() && now.equals("4"));
    }

    private static TxnResult swap(EtcdClient etcd, String stock, KeyValue seen) {
        return etcd.kv()
                .txn(t -> t.when(modRevision(stock).is(seen.modRevision()))
                        .then(put(stock, "4"))
                        .otherwise(get(stock)));
    }
}
