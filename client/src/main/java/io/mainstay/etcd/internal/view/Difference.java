package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.view.Tree.Node;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.KeyChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two trees. Parts that they share are passed over, so two that are a few changes apart are
 * compared in the time of those changes.
 */
final class Difference {
    private final ArrayDeque<Part> before = new ArrayDeque<>();
    private final ArrayDeque<Part> after = new ArrayDeque<>();
    private final List<KeyChange> changes = new ArrayList<>();

    private Difference() {}

    /** A subtree, or its top node alone. */
    private record Part(Node<KeyValue> node, boolean alone) {}

    /** The changes that lead from one to the other, in key order. */
    static List<KeyChange> between(Tree<KeyValue> before, Tree<KeyValue> after) {
        Difference difference = new Difference();
        push(difference.before, before.root());
        push(difference.after, after.root());
        difference.walk();
        return difference.changes;
    }

    private static void push(ArrayDeque<Part> parts, @Nullable Node<KeyValue> node) {
        if (node != null) {
            parts.push(new Part(node, false));
        }
    }

    /** Both hold what is still to compare, the smallest keys on top. */
    private void walk() {
        while (true) {
            Part left = before.peek();
            Part right = after.peek();
            if (left == null && right == null) {
                return;
            } else if (left != null && right != null && left.node() == right.node() && left.alone() == right.alone()) {
                before.pop();
                after.pop();
            } else if (left != null && !left.alone() && (right == null || right.alone() || isHigher(left, right))) {
                open(before);
            } else if (right != null && !right.alone()) {
                open(after);
            } else {
                compare(left, right);
            }
        }
    }

    /** Whether to open the left one first: the one that may contain the other. */
    private static boolean isHigher(Part left, Part right) {
        return left.node().height >= right.node().height;
    }

    private static void open(ArrayDeque<Part> parts) {
        Node<KeyValue> node = parts.pop().node();
        push(parts, node.right);
        parts.push(new Part(node, true));
        push(parts, node.left);
    }

    private void compare(@Nullable Part left, @Nullable Part right) {
        int order = left == null ? 1 : right == null ? -1 : left.node().key.compareTo(right.node().key);
        KeyValue was = left != null && order <= 0 ? before.pop().node().value : null;
        KeyValue is = right != null && order >= 0 ? after.pop().node().value : null;
        if (was == null || is == null || was.modRevision() != is.modRevision()) {
            changes.add(new KeyChange(was, is));
        }
    }
}
