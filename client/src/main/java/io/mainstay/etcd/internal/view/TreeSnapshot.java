package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.view.Tree.Node;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.ViewSnapshot;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Keys as the store's state at a revision. */
record TreeSnapshot(long revision, Keys keys) implements ViewSnapshot {
    static final TreeSnapshot NONE = new TreeSnapshot(0, Keys.NONE);

    /** Every key, should one be empty too. */
    private static final KeyRange ALL = KeyRange.between(Bytes.EMPTY, Bytes.ZERO);

    /** The keys in order. */
    Tree<KeyValue> tree() {
        return keys.tree();
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public @Nullable KeyValue get(Bytes key) {
        return keys.get(key);
    }

    @Override
    public Iterator<KeyValue> iterator() {
        return range(ALL).iterator();
    }

    @Override
    public Iterable<KeyValue> range(KeyRange range) {
        return () -> values(tree().nodes(range));
    }

    static Iterator<KeyValue> values(Iterator<Node<KeyValue>> nodes) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return nodes.hasNext();
            }

            @Override
            public KeyValue next() {
                return nodes.next().value;
            }
        };
    }

    /** The revision and the number of keys, and nothing of what they hold. */
    @Override
    public String toString() {
        return "ViewSnapshot[revision " + revision + ", " + size() + " keys]";
    }
}
