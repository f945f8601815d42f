package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;

/** A guarantee of each watch by itself. */
abstract class WatchCheck implements Check {
    private static final int MOST_OF_ONE = 3;

    @Override
    public final List<Finding> in(History history) {
        List<Finding> all = new ArrayList<>();
        for (WatchTrace watch : history.watches()) {
            List<String> texts = new ArrayList<>();
            check(watch, history.store(), texts);
            texts.stream().limit(MOST_OF_ONE).forEach(text -> all.add(new Finding(name(), watch.name(), text)));
        }
        return all;
    }

    /** Adds what is wrong with a watch, each in words that go on after its name. */
    abstract void check(WatchTrace watch, StoreHistory store, List<String> findings);

    /** The changes that a watch was to see, up to a revision. */
    static List<WatchEvent> wanted(WatchTrace watch, StoreHistory store, long upTo) {
        return store.events(watch.from(), upTo).stream().filter(watch::wants).toList();
    }

    static String show(WatchEvent event) {
        return (event.isDelete() ? "the delete of " : "the put of ")
                + event.key().utf8() + " at revision " + event.revision();
    }
}
