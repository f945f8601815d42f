package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import java.time.Duration;
import java.util.List;

/**
 * What a chapter plays with.
 *
 * @param etcd the client, as every user has it
 * @param endpoints where the etcd is, for a client of another kind
 * @param prefix what every key of the tour begins with
 * @param lines the client's connections, to be cut
 * @param ours whether the etcd is the tour's own, so that even its history may be thrown away
 * @param stage where to show it
 */
record Scene(EtcdClient etcd, List<String> endpoints, String prefix, CuttableLines lines, boolean ours, Stage stage) {
    /** Longer than anything in the tour takes. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A key of the tour. */
    String key(String name) {
        return prefix + name;
    }

    void say(String text) {
        stage.say(text);
    }

    /** Java as one would write it, without the tour's prefix. */
    void code(String lines) {
        stage.code(lines);
    }

    void check(String claim, boolean holds) {
        stage.check(claim, holds);
    }
}
