package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.crypto.DecryptFailedException;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.kv.Bytes;

/** Values that etcd itself cannot read. */
final class EncryptionChapter implements Chapter {
    @Override
    public String title() {
        return "Encryption: etcd keeps what it cannot read";
    }

    @Override
    public void play(Scene scene) {
        String card = scene.key("card");
        scene.code("""
                KeyRing keys = KeyRing.of(1, EncryptionKey.random());
                EtcdClient sealing = EtcdClient.builder().endpoints(...)
                        .encryption(Encryption.of(keys)).build();
                sealing.kv().put("/card", "4711");
                """);
        try (KeyRing keys = KeyRing.of(1, EncryptionKey.random());
                EtcdClient sealing = EtcdClient.builder()
                        .endpoints(scene.endpoints().toArray(String[]::new))
                        .transport(scene.lines())
                        .encryption(Encryption.of(keys))
                        .build()) {
            sealing.kv().put(card, "4711");
            Bytes stored = scene.etcd().kv().get(card).orElseThrow().value();
            scene.check(
                    "etcd holds " + stored.size() + " bytes that only the keys open",
                    Encryption.isSealed(stored)
                            && sealing.kv()
                                    .get(card)
                                    .orElseThrow()
                                    .value()
                                    .utf8()
                                    .equals("4711"));

            scene.code("""
                    sealing.kv().compareAndSwap("/card", "4711", "4712");
                    """);
            scene.check(
                    "a comparison of values works all the same",
                    sealing.kv().compareAndSwap(card, "4711", "4712").succeeded()
                            && !sealing.kv()
                                    .compareAndSwap(card, "4711", "4713")
                                    .succeeded());

            scene.code("""
                    etcd.kv().put("/card-copy", <the sealed bytes of /card>);
                    sealing.kv().get("/card-copy");
                    """);
            String copy = scene.key("card-copy");
            scene.etcd()
                    .kv()
                    .put(
                            Bytes.utf8(copy),
                            scene.etcd().kv().get(card).orElseThrow().value());
            scene.check(
                    "a value put under another key does not open: DecryptFailedException", isRefused(sealing, copy));
        }
    }

    private static boolean isRefused(EtcdClient etcd, String key) {
        try {
            etcd.kv().get(key);
            return false;
        } catch (DecryptFailedException e) {
            return true;
        }
    }
}
