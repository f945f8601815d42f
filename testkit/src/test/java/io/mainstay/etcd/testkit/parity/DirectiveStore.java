package io.mainstay.etcd.testkit.parity;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.SwapResult;
import io.mainstay.etcd.view.ValueRequest;
import io.mainstay.etcd.view.WatchedValue;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The store of directives, by this library: a watched value, and publishing that checks before it writes. */
final class DirectiveStore implements AutoCloseable {
    private final EtcdClient etcd;
    private final String key;
    private final DirectiveDecoder decoder;
    private final WatchedValue<DirectiveSet> value;

    DirectiveStore(
            EtcdClient etcd, String key, DirectiveDecoder decoder, UnaryOperator<ValueRequest<DirectiveSet>> options) {
        this.etcd = etcd;
        this.key = key;
        this.decoder = decoder;
        this.value = etcd.value(
                key, kv -> decoder.decode(kv.value().utf8()), o -> options.apply(o.whenAbsent(DirectiveSet.EMPTY)));
    }

    DirectiveSet load() {
        DirectiveSet set = value.get();
        return set == null ? DirectiveSet.EMPTY : set;
    }

    WatchedValue<DirectiveSet> value() {
        return value;
    }

    /** Writes a set if it is right and nobody has written since; the revision of the write, or 0. */
    long publish(String text, long expectedModRevision) {
        decoder.decode(text);
        SwapResult swap = etcd.kv().compareAndSwap(expectedModRevision, Op.put(key, text));
        return swap.succeeded() ? swap.revision() : 0;
    }

    /** Writes a set that etcd itself removes after a while, for every reader at once, whatever they were told when. */
    KeyValue publishFor(Duration ttl, String text) {
        decoder.decode(text);
        long lease = etcd.leases().grant(ttl).id();
        etcd.kv().put(key, text, o -> o.lease(lease));
        return etcd.kv().get(key).orElseThrow();
    }

    @Override
    public void close() {
        value.close();
    }
}
