package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Where a key is found by its hash, in a few steps however many keys there are. Immutable: a changed trie is a new one,
 * which shares with the old all but the branches on the way to the change.
 *
 * <p>Of several keys with one hash it knows only that there are several: they are looked up elsewhere, in order, so
 * that keys which were chosen to collide cost a reader no more than that.
 *
 * <p>Source: P. Bagwell, Ideal Hash Trees, 2001.
 */
final class KeyTrie {
    static final KeyTrie EMPTY = new KeyTrie(new Branch(0, new Object[0]));

    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;

    private final Branch root;

    private KeyTrie(Branch root) {
        this.root = root;
    }

    /**
     * Up to 32 places, of which only those that are taken are stored: each a branch, a crowd or a key with its value.
     */
    private static final class Branch {
        private final int taken;
        private final Object[] places;

        Branch(int taken, Object[] places) {
            this.taken = taken;
            this.places = places;
        }

        private int index(int bit) {
            return Integer.bitCount(taken & (bit - 1));
        }

        @Nullable
        Object at(int bit) {
            return (taken & bit) == 0 ? null : places[index(bit)];
        }

        Branch with(int bit, Object place) {
            int at = index(bit);
            if ((taken & bit) != 0) {
                Object[] changed = places.clone();
                changed[at] = place;
                return new Branch(taken, changed);
            }
            Object[] longer = new Object[places.length + 1];
            System.arraycopy(places, 0, longer, 0, at);
            longer[at] = place;
            System.arraycopy(places, at, longer, at + 1, places.length - at);
            return new Branch(taken | bit, longer);
        }

        Branch without(int bit) {
            int at = index(bit);
            Object[] shorter = new Object[places.length - 1];
            System.arraycopy(places, 0, shorter, 0, at);
            System.arraycopy(places, at + 1, shorter, at, shorter.length - at);
            return new Branch(taken & ~bit, shorter);
        }
    }

    /** How many keys have one hash. */
    private record Crowd(int hash, int size) {}

    /** The value of a key, or null; keys that are in a crowd are looked up in the tree. */
    @Nullable
    KeyValue get(Bytes key, Tree<KeyValue> tree) {
        int rest = hash(key);
        Branch branch = root;
        while (true) {
            Object place = branch.at(1 << (rest & MASK));
            if (place instanceof Branch deeper) {
                branch = deeper;
                rest >>>= BITS;
            } else if (place instanceof KeyValue kv) {
                return kv.key().equals(key) ? kv : null;
            } else {
                return place == null ? null : tree.get(key);
            }
        }
    }

    /** With a value under its key. */
    KeyTrie with(KeyValue kv, boolean isNew) {
        return new KeyTrie(put(root, kv, isNew, hash(kv.key()), 0));
    }

    /** Without a key that is there. */
    KeyTrie without(Bytes key) {
        return new KeyTrie(remove(root, hash(key), 0));
    }

    private static Branch put(Branch branch, KeyValue kv, boolean isNew, int hash, int depth) {
        int bit = bit(hash, depth);
        Object place = branch.at(bit);
        if (place instanceof Branch deeper) {
            return branch.with(bit, put(deeper, kv, isNew, hash, depth + 1));
        }
        if (place instanceof Crowd crowd && crowd.hash == hash) {
            return isNew ? branch.with(bit, new Crowd(hash, crowd.size + 1)) : branch;
        }
        if (place == null || !isNew) {
            return branch.with(bit, kv);
        }
        int other = place instanceof Crowd crowd ? crowd.hash : hash(((KeyValue) place).key());
        return branch.with(bit, other == hash ? new Crowd(hash, 2) : fork(place, other, kv, hash, depth + 1));
    }

    /** The branch from which two places part whose hashes differ. */
    private static Branch fork(Object one, int oneHash, Object two, int twoHash, int depth) {
        int oneBit = bit(oneHash, depth);
        int twoBit = bit(twoHash, depth);
        Branch fork = new Branch(0, new Object[0]);
        return oneBit == twoBit
                ? fork.with(oneBit, fork(one, oneHash, two, twoHash, depth + 1))
                : fork.with(oneBit, one).with(twoBit, two);
    }

    private static Branch remove(Branch branch, int hash, int depth) {
        int bit = bit(hash, depth);
        Object place = branch.at(bit);
        if (place instanceof Branch deeper) {
            Branch rest = remove(deeper, hash, depth + 1);
            if (rest.places.length == 0) {
                return branch.without(bit);
            }
            boolean alone = rest.places.length == 1 && !(rest.places[0] instanceof Branch);
            return branch.with(bit, alone ? rest.places[0] : rest);
        }
        if (place instanceof Crowd crowd && crowd.size > 1) {
            return branch.with(bit, new Crowd(hash, crowd.size - 1));
        }
        return branch.without(bit);
    }

    private static int bit(int hash, int depth) {
        return 1 << (hash >>> (depth * BITS) & MASK);
    }

    /** The hash of a key, with what differs at its end spread over all of it. */
    private static int hash(Bytes key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
