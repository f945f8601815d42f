package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys in order, each with its history. Immutable: a changed index shares all but one path with the one before, so
 * that readers keep what they have while a writer goes on.
 *
 * <p>It is a balanced (AVL) tree whose nodes also count the keys below them that exist at the newest revision.
 */
final class KeyIndex {
    static final KeyIndex EMPTY = new KeyIndex(null);

    private final @Nullable Node root;

    private KeyIndex(@Nullable Node root) {
        this.root = root;
    }

    private record Node(
            Bytes key,
            History history,
            @Nullable Node left,
            @Nullable Node right,
            int height,
            int live) {
        static Node of(Bytes key, History history, @Nullable Node left, @Nullable Node right) {
            int height = Math.max(heightOf(left), heightOf(right)) + 1;
            int live = liveOf(left) + liveOf(right) + (history.isLive() ? 1 : 0);
            return new Node(key, history, left, right, height, live);
        }

        Node withLeft(@Nullable Node next) {
            return balanced(key, history, next, right);
        }

        Node withRight(@Nullable Node next) {
            return balanced(key, history, left, next);
        }
    }

    /** An index of these keys, which are in order, made in one pass. */
    static KeyIndex of(List<Map.Entry<Bytes, History>> sorted) {
        return new KeyIndex(tree(sorted));
    }

    private static @Nullable Node tree(List<Map.Entry<Bytes, History>> sorted) {
        if (sorted.isEmpty()) {
            return null;
        }
        int middle = sorted.size() / 2;
        Map.Entry<Bytes, History> entry = sorted.get(middle);
        Node left = tree(sorted.subList(0, middle));
        return Node.of(entry.getKey(), entry.getValue(), left, tree(sorted.subList(middle + 1, sorted.size())));
    }

    /** Looks at the history of one key after another. */
    @FunctionalInterface
    interface Visitor {
        /** Says whether to go on. */
        boolean visit(History history);
    }

    /** The history of a key; {@link History#NONE} when it has none. */
    History get(Bytes key) {
        Node node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.history;
            }
            node = order < 0 ? node.left : node.right;
        }
        return History.NONE;
    }

    /** With another history for a key. */
    KeyIndex with(Bytes key, History history) {
        return new KeyIndex(put(root, key, history));
    }

    /** Without a key, which must be there. */
    KeyIndex without(Bytes key) {
        return new KeyIndex(remove(Objects.requireNonNull(root), key));
    }

    /** Visits the histories of a range in key order, until the visitor says false. */
    void visit(KeyRange range, Visitor visitor) {
        if (range.isSingle()) {
            History history = get(range.key());
            if (!history.isEmpty()) {
                visitor.visit(history);
            }
        } else {
            visit(root, range.key(), range.isOpenEnded() ? null : range.end(), visitor);
        }
    }

    /** How many keys of a range exist at the newest revision, found without visiting them. */
    long live(KeyRange range) {
        if (range.isSingle()) {
            return get(range.key()).isLive() ? 1 : 0;
        }
        int upTo = range.isOpenEnded() ? liveOf(root) : liveBefore(range.end());
        return Math.max(0, upTo - liveBefore(range.key()));
    }

    private int liveBefore(Bytes bound) {
        int count = 0;
        Node node = root;
        while (node != null) {
            if (node.key.compareTo(bound) < 0) {
                count += node.live - liveOf(node.right);
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return count;
    }

    private static boolean visit(@Nullable Node node, Bytes from, @Nullable Bytes end, Visitor visitor) {
        if (node == null) {
            return true;
        }
        boolean afterStart = node.key.compareTo(from) >= 0;
        boolean beforeEnd = end == null || node.key.compareTo(end) < 0;
        if (afterStart && !visit(node.left, from, end, visitor)) {
            return false;
        }
        if (afterStart && beforeEnd && !visitor.visit(node.history)) {
            return false;
        }
        return !beforeEnd || visit(node.right, from, end, visitor);
    }

    private static Node put(@Nullable Node node, Bytes key, History history) {
        if (node == null) {
            return Node.of(key, history, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return Node.of(node.key, history, node.left, node.right);
        }
        return order < 0 ? node.withLeft(put(node.left, key, history)) : node.withRight(put(node.right, key, history));
    }

    private static @Nullable Node remove(Node node, Bytes key) {
        int order = key.compareTo(node.key);
        if (order < 0) {
            return node.withLeft(remove(Objects.requireNonNull(node.left), key));
        } else if (order > 0) {
            return node.withRight(remove(Objects.requireNonNull(node.right), key));
        } else if (node.left == null) {
            return node.right;
        } else if (node.right == null) {
            return node.left;
        }
        Node next = leftmost(node.right);
        return balanced(next.key, next.history, node.left, removeLeftmost(node.right));
    }

    private static Node leftmost(Node node) {
        Node first = node;
        while (first.left != null) {
            first = first.left;
        }
        return first;
    }

    private static @Nullable Node removeLeftmost(Node node) {
        return node.left == null ? node.right : node.withLeft(removeLeftmost(node.left));
    }

    private static Node balanced(Bytes key, History history, @Nullable Node left, @Nullable Node right) {
        int tilt = heightOf(left) - heightOf(right);
        if (tilt > 1) {
            return rotateRight(key, history, Objects.requireNonNull(left), right);
        } else if (tilt < -1) {
            return rotateLeft(key, history, left, Objects.requireNonNull(right));
        }
        return Node.of(key, history, left, right);
    }

    private static Node rotateRight(Bytes key, History history, Node left, @Nullable Node right) {
        Node inner = left.right;
        if (inner != null && heightOf(left.left) < inner.height) {
            Node outer = Node.of(left.key, left.history, left.left, inner.left);
            return Node.of(inner.key, inner.history, outer, Node.of(key, history, inner.right, right));
        }
        return Node.of(left.key, left.history, left.left, Node.of(key, history, inner, right));
    }

    private static Node rotateLeft(Bytes key, History history, @Nullable Node left, Node right) {
        Node inner = right.left;
        if (inner != null && heightOf(right.right) < inner.height) {
            Node outer = Node.of(right.key, right.history, inner.right, right.right);
            return Node.of(inner.key, inner.history, Node.of(key, history, left, inner.left), outer);
        }
        return Node.of(right.key, right.history, Node.of(key, history, left, inner), right.right);
    }

    private static int heightOf(@Nullable Node node) {
        return node == null ? 0 : node.height;
    }

    private static int liveOf(@Nullable Node node) {
        return node == null ? 0 : node.live;
    }
}
