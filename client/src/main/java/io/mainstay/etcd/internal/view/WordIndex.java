package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.view.Tree.Node;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.KeyChange;
import io.mainstay.etcd.view.ViewIndex;
import io.mainstay.etcd.view.ViewSnapshot;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An index that follows its view when it is read. Readers that come at once may each do the same work; whose result
 * stays makes no difference, because each is right for its snapshot.
 */
final class WordIndex implements ViewIndex {
    private final Supplier<TreeSnapshot> view;
    private final Function<KeyValue, ? extends Collection<String>> words;
    private volatile Indexed last = new Indexed(TreeSnapshot.NONE, Tree.empty());

    WordIndex(Supplier<TreeSnapshot> view, Function<KeyValue, ? extends Collection<String>> words) {
        this.view = view;
        this.words = words;
    }

    @Override
    public At current() {
        TreeSnapshot newest = view.get();
        Indexed known = last;
        if (known.of.equals(newest)) {
            return known;
        }
        Tree<Tree<KeyValue>> tree = known.byWord;
        for (KeyChange change : Difference.between(known.of.tree(), newest.tree())) {
            tree = changed(tree, change);
        }
        Indexed next = new Indexed(newest, tree);
        last = next;
        return next;
    }

    private Tree<Tree<KeyValue>> changed(Tree<Tree<KeyValue>> tree, KeyChange change) {
        Tree<Tree<KeyValue>> next = tree;
        KeyValue before = change.before();
        KeyValue after = change.after();
        if (before != null) {
            for (String word : new HashSet<>(words.apply(before))) {
                Bytes name = Bytes.utf8(word);
                Tree<KeyValue> keys = next.get(name);
                if (keys != null) {
                    Tree<KeyValue> rest = keys.without(before.key());
                    next = rest.size() == 0 ? next.without(name) : next.with(name, rest);
                }
            }
        }
        if (after != null) {
            for (String word : new HashSet<>(words.apply(after))) {
                Bytes name = Bytes.utf8(word);
                Tree<KeyValue> keys = next.get(name);
                next = next.with(name, (keys == null ? Tree.<KeyValue>empty() : keys).with(after.key(), after));
            }
        }
        return next;
    }

    /** The index of one snapshot. */
    private static final class Indexed implements At {
        private static final KeyRange ALL = KeyRange.between(Bytes.EMPTY, Bytes.ZERO);

        private final TreeSnapshot of;
        private final Tree<Tree<KeyValue>> byWord;

        Indexed(TreeSnapshot of, Tree<Tree<KeyValue>> byWord) {
            this.of = of;
            this.byWord = byWord;
        }

        @Override
        public ViewSnapshot snapshot() {
            return of;
        }

        @Override
        public Iterable<KeyValue> get(String word) {
            Tree<KeyValue> keys = byWord.get(Bytes.utf8(word));
            return keys == null ? List.of() : () -> TreeSnapshot.values(keys.nodes(ALL));
        }

        @Override
        public Iterable<String> words() {
            return () -> {
                Iterator<Node<Tree<KeyValue>>> nodes = byWord.nodes(ALL);
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return nodes.hasNext();
                    }

                    @Override
                    public String next() {
                        return nodes.next().key.utf8();
                    }
                };
            };
        }
    }
}
