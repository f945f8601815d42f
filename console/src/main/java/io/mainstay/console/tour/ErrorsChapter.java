package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Locale;

/** Failures that say what happened. */
final class ErrorsChapter implements Chapter {
    private static final long NO_LEASE = 0x7777;

    @Override
    public String title() {
        return "Errors: one root, typed leaves, and a word on whether it was applied";
    }

    @Override
    public void play(Scene scene) throws IOException {
        missingLease(scene);
        revisions(scene);
        refused(scene);
    }

    private static void missingLease(Scene scene) {
        scene.code("""
                etcd.kv().put("/k", "v", o -> o.lease(0x7777));
                """);
        EtcdException failure = failureOf(() -> scene.etcd().kv().put(scene.key("k"), "v", o -> o.lease(NO_LEASE)));
        scene.check(describe(failure), failure instanceof LeaseNotFoundException);
        scene.check(
                "maybeApplied() is " + failure.maybeApplied() + ": surely nothing was written",
                !failure.maybeApplied() && scene.etcd().kv().get(scene.key("k")).isEmpty());
    }

    private static void revisions(Scene scene) {
        EtcdClient etcd = scene.etcd();
        long old = etcd.kv().put(scene.key("k"), "1").header().revision();
        long now = etcd.kv().put(scene.key("k"), "2").header().revision();
        if (scene.ours()) {
            scene.code("""
                    etcd.kv().compact(now);
                    etcd.kv().range("/k", o -> o.revision(old));
                    """);
            etcd.kv().compact(now);
            EtcdException failure = failureOf(() -> etcd.kv().range(scene.key("k"), o -> o.revision(old)));
            scene.check(describe(failure), failure instanceof CompactedException);
        } else {
            scene.say("(What a compacted revision says is left out: this etcd is yours, and its history stays.)");
        }
        scene.code("""
                etcd.kv().range("/k", o -> o.revision(now + 1_000_000));
                """);
        EtcdException failure = failureOf(() -> etcd.kv().range(scene.key("k"), o -> o.revision(now + 1_000_000)));
        scene.check(describe(failure), failure instanceof FutureRevisionException);
    }

    private static void refused(Scene scene) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        scene.code("""
                EtcdClient dead = EtcdClient.builder().endpoints("http://127.0.0.1:%d")
                        .callTimeout(Duration.ofSeconds(1)).build();
                dead.kv().put("/k", "v");
                """.formatted(port));
        try (EtcdClient dead = EtcdClient.builder()
                .endpoints("http://127.0.0.1:" + port)
                .callTimeout(Duration.ofSeconds(1))
                .build()) {
            EtcdException failure = failureOf(() -> dead.kv().put("/k", "v"));
            scene.check(
                    describe(failure), refusal(failure) && failure.endpoint().contains(":" + port));
            scene.check("maybeApplied() is " + failure.maybeApplied() + ": it never left", !failure.maybeApplied());
        }
    }

    private static EtcdException failureOf(Runnable call) {
        try {
            call.run();
        } catch (EtcdException e) {
            return e;
        }
        throw new TourFailedException("the call fails with an EtcdException");
    }

    private static boolean refusal(EtcdException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT).contains("refused")) {
                return true;
            }
        }
        return false;
    }

    private static String describe(EtcdException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
