package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.PutResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Many calls at a time without a thread for each. */
final class AsyncChapter implements Chapter {
    private static final int CALLS = 500;

    @Override
    public String title() {
        return "Async: the same calls with CompletableFuture";
    }

    @Override
    public void play(Scene scene) throws Exception {
        EtcdClient etcd = scene.etcd();
        String bulk = scene.key("bulk/");
        scene.code("""
                CompletableFuture<?>[] puts = IntStream.range(0, 500)
                        .mapToObj(i -> etcd.kv().async().put("/bulk/" + i, "x"))
                        .toArray(CompletableFuture[]::new);
                CompletableFuture.allOf(puts).get();
                """);
        CompletableFuture<?>[] puts = IntStream.range(0, CALLS)
                .<CompletableFuture<PutResult>>mapToObj(i -> etcd.kv().async().put(bulk + i, "x"))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(puts).get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        long count = etcd.kv().range(bulk, o -> o.prefix().countOnly()).count();
        scene.check(count + " keys, by " + CALLS + " puts at a time over one connection", count == CALLS);

        scene.code("""
                etcd.kv().delete("/bulk/", o -> o.prefix()).deleted()
                """);
        long deleted = etcd.kv().delete(bulk, o -> o.prefix()).deleted();
        scene.check(deleted + " deleted, in one revision", deleted == CALLS);
    }
}
