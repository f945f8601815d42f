package io.mainstay.etcd.internal.namespace;

import io.mainstay.etcd.internal.layer.MappedTransport;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.spi.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that start with a prefix, seen as a whole store of their own: how a key or range of that store is named
 * outside, and back. Pure.
 *
 * <p>The empty key is none, here as everywhere, so the prefix itself is not a key of the namespace. Where the empty key
 * stands in a request it is left alone: the server then refuses it in its own words, at the place in its order of
 * checks where it always does.
 *
 * @param prefix what all its keys start with; not empty
 */
public record Namespace(Bytes prefix) {
    /** Refuses an empty prefix: every key starts with it, so it is no namespace. */
    public Namespace {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("a namespace must not be empty");
        }
    }

    /** A transport that sees this namespace only, over one that sees all keys. */
    public Transport around(Transport wire) {
        return new MappedTransport(wire, NamespaceMappings.of(this));
    }

    /** A key as it is called outside. */
    Bytes out(Bytes key) {
        return key.isEmpty() ? key : prefix.concat(key);
    }

    /** The name of a lock or election as it is called outside; unlike a key it may be empty. */
    Bytes nameOut(Bytes name) {
        return prefix.concat(name);
    }

    /** A range as it is called outside; one without an end ends with the namespace. */
    public KeyRange out(KeyRange range) {
        if (range.key().isEmpty()) {
            return KeyRange.single(Bytes.EMPTY);
        }
        return fromKey(range);
    }

    /** The range of a watch as it is called outside: a watch takes the empty key for the smallest. */
    KeyRange watchedOut(KeyRange range) {
        return fromKey(range.key().isEmpty() ? new KeyRange(Bytes.ZERO, range.end()) : range);
    }

    private KeyRange fromKey(KeyRange range) {
        Bytes key = prefix.concat(range.key());
        if (range.isSingle()) {
            return KeyRange.single(key);
        }
        return new KeyRange(key, range.isOpenEnded() ? prefix.prefixEnd() : prefix.concat(range.end()));
    }

    /** Whether a key outside is one of the namespace. */
    boolean holds(Bytes key) {
        return key.size() > prefix.size() && key.startsWith(prefix);
    }

    /**
     * A key as it is called inside.
     *
     * @throws IllegalStateException when it is not one of the namespace, so that no foreign key is ever shown
     */
    public Bytes in(Bytes key) {
        if (!holds(key)) {
            throw new IllegalStateException("the server answered with a key outside the namespace");
        }
        return key.slice(prefix.size(), key.size());
    }

    /** A name of a lock or election as it is called inside. */
    Bytes nameIn(Bytes name) {
        if (!name.startsWith(prefix)) {
            throw new IllegalStateException("the server answered with a name outside the namespace");
        }
        return name.slice(prefix.size(), name.size());
    }

    KeyValue in(KeyValue kv) {
        return new KeyValue(in(kv.key()), kv.value(), kv.createRevision(), kv.modRevision(), kv.version(), kv.lease());
    }

    @Nullable
    KeyValue inOrNull(@Nullable KeyValue kv) {
        return kv == null ? null : in(kv);
    }

    List<KeyValue> in(List<KeyValue> kvs) {
        return kvs.stream().map(this::in).toList();
    }
}
