package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import java.util.concurrent.TimeUnit;

/** The same client over JSON. */
final class GatewayChapter implements Chapter {
    @Override
    public String title() {
        return "The JSON gateway: the same client where only HTTP/1.1 gets through";
    }

    @Override
    public void play(Scene scene) throws Exception {
        String greeting = scene.key("greeting");
        scene.code("""
                EtcdClient json = EtcdClient.connect("http+json://...");
                Watch watch = json.watch("/greeting");
                etcd.kv().put("/greeting", "hello");
                """);
        String[] gateways = scene.endpoints().stream()
                .map(endpoint -> endpoint.contains("://") ? endpoint : "http://" + endpoint)
                .map(endpoint -> endpoint.replaceFirst("^(https?)://", "$1+json://"))
                .toArray(String[]::new);
        try (EtcdClient json = EtcdClient.builder()
                        .endpoints(gateways)
                        .transport(new GatewayTransportProvider())
                        .build();
                Watch watch = json.watch(greeting)) {
            watch.ready().get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            scene.etcd().kv().put(greeting, "hello");
            WatchBatch seen = watch.poll(Scene.PATIENCE).orElseThrow();
            scene.check(
                    "what was written over gRPC is seen over JSON: "
                            + seen.events().get(0).kv().value().utf8(),
                    seen.events().get(0).kv().value().utf8().equals("hello"));

            scene.code("""
                    json.kv().put("/greeting", "hello again");
                    """);
            long revision = json.kv().put(greeting, "hello again").header().revision();
            scene.check(
                    "and the other way round, revisions exact to 64 bits: " + revision,
                    scene.etcd().kv().get(greeting).orElseThrow().modRevision() == revision);
        }
    }
}
