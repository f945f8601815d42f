package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a view at a revision: in order, as a tree, and by hash, as a trie, which is several times as fast to read
 * when there are many. Immutable.
 */
record Keys(Tree<KeyValue> tree, KeyTrie trie) {
    static final Keys NONE = new Keys(Tree.empty(), KeyTrie.EMPTY);

    int size() {
        return tree.size();
    }

    @Nullable
    KeyValue get(Bytes key) {
        return trie.get(key, tree);
    }

    /** With a value under its key. */
    Keys with(KeyValue kv) {
        Tree<KeyValue> next = tree.with(kv.key(), kv);
        return new Keys(next, trie.with(kv, next.size() > tree.size()));
    }

    /** Without a key; the same when it is not there. */
    Keys without(Bytes key) {
        Tree<KeyValue> next = tree.without(key);
        return next == tree ? this : new Keys(next, trie.without(key));
    }
}
