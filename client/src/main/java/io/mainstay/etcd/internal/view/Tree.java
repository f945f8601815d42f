package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map that never changes: a height-balanced tree. A changed map is a new one, which shares with the old all
 * but the nodes on the way to the change.
 *
 * @param <V> what is kept under a key
 */
final class Tree<V> {
    private static final Tree<?> EMPTY = new Tree<>(null, 0);

    private final @Nullable Node<V> root;
    private final int size;

    private Tree(@Nullable Node<V> root, int size) {
        this.root = root;
        this.size = size;
    }

    /**
     * A node: its key is greater than all on its left and smaller than all on its right, which differ by one in height.
     */
    static final class Node<V> {
        final Bytes key;
        final V value;
        final @Nullable Node<V> left;
        final @Nullable Node<V> right;
        final int height;

        Node(Bytes key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            this.height = 1 + Math.max(height(left), height(right));
        }
    }

    @SuppressWarnings("unchecked") // it holds nothing
    static <V> Tree<V> empty() {
        return (Tree<V>) EMPTY;
    }

    int size() {
        return size;
    }

    @Nullable
    Node<V> root() {
        return root;
    }

    @Nullable
    V get(Bytes key) {
        Node<V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** With a key set to a value. */
    Tree<V> with(Bytes key, V value) {
        return new Tree<>(put(root, key, value), get(key) == null ? size + 1 : size);
    }

    /** Without a key; the same when it is not there. */
    Tree<V> without(Bytes key) {
        return get(key) == null ? this : new Tree<>(remove(root, key), size - 1);
    }

    private static <V> Node<V> put(@Nullable Node<V> node, Bytes key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right);
        }
        return order < 0
                ? balanced(node, put(node.left, key, value), node.right)
                : balanced(node, node.left, put(node.right, key, value));
    }

    private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, Bytes key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            return balanced(node, remove(node.left, key), node.right);
        }
        if (order > 0) {
            return balanced(node, node.left, remove(node.right, key));
        }
        Node<V> left = node.left;
        Node<V> right = node.right;
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        Node<V> next = right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next, left, remove(right, next.key));
    }

    /** A node with other children, turned when one of them has become two higher than the other. */
    private static <V> Node<V> balanced(Node<V> at, @Nullable Node<V> left, @Nullable Node<V> right) {
        int lean = height(left) - height(right);
        if (lean > 1 && left != null) {
            Node<V> inner = left.right;
            if (inner == null || height(left.left) >= height(inner)) {
                return new Node<>(left.key, left.value, left.left, new Node<>(at.key, at.value, inner, right));
            }
            return new Node<>(
                    inner.key,
                    inner.value,
                    new Node<>(left.key, left.value, left.left, inner.left),
                    new Node<>(at.key, at.value, inner.right, right));
        }
        if (lean < -1 && right != null) {
            Node<V> inner = right.left;
            if (inner == null || height(right.right) >= height(inner)) {
                return new Node<>(right.key, right.value, new Node<>(at.key, at.value, left, inner), right.right);
            }
            return new Node<>(
                    inner.key,
                    inner.value,
                    new Node<>(at.key, at.value, left, inner.left),
                    new Node<>(right.key, right.value, inner.right, right.right));
        }
        return new Node<>(at.key, at.value, left, right);
    }

    private static int height(@Nullable Node<?> node) {
        return node == null ? 0 : node.height;
    }

    /** The nodes of a range, in key order. */
    Iterator<Node<V>> nodes(KeyRange range) {
        return new Nodes<>(root, range);
    }

    private static final class Nodes<V> implements Iterator<Node<V>> {
        private final KeyRange range;
        private final ArrayDeque<Node<V>> ahead = new ArrayDeque<>();

        Nodes(@Nullable Node<V> root, KeyRange range) {
            this.range = range;
            Node<V> node = root;
            while (node != null) {
                if (node.key.compareTo(range.key()) < 0) {
                    node = node.right;
                } else {
                    ahead.push(node);
                    node = node.left;
                }
            }
        }

        @Override
        public boolean hasNext() {
            Node<V> next = ahead.peek();
            return next != null && range.contains(next.key);
        }

        @Override
        public Node<V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more keys in this range");
            }
            Node<V> next = ahead.pop();
            for (Node<V> node = next.right; node != null; node = node.left) {
                ahead.push(node);
            }
            return next;
        }
    }
}
