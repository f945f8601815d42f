package io.mainstay.etcd.internal.layer;

import io.mainstay.etcd.spi.Rpc;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a layer does with each procedure: a mapping, or expressly nothing. A procedure that was forgotten is refused, so
 * that nothing passes a layer by accident. Filled once, then only read.
 */
public final class Mappings {
    private final IdentityHashMap<Rpc<?, ?>, Mapping<?, ?>> mapped = new IdentityHashMap<>();
    private final Set<Rpc<?, ?>> untouched = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A procedure that is changed. */
    public <Q, R> Mappings map(Rpc<Q, R> rpc, Mapping<Q, R> mapping) {
        mapped.put(rpc, mapping);
        return this;
    }

    /** Procedures that pass as they are. */
    public Mappings untouched(Rpc<?, ?>... rpcs) {
        untouched.addAll(Set.of(rpcs));
        return this;
    }

    /** Whether this layer knows what to do with a procedure. */
    public boolean knows(Rpc<?, ?> rpc) {
        return mapped.containsKey(rpc) || untouched.contains(rpc);
    }

    /** The mapping of a procedure, or null when it passes as it is. */
    @SuppressWarnings("unchecked") // map() has put them together with matching types
    <Q, R> @Nullable Mapping<Q, R> of(Rpc<Q, R> rpc) {
        if (!knows(rpc)) {
            throw new IllegalStateException("a layer of this client was never told what to do with " + rpc);
        }
        return (Mapping<Q, R>) mapped.get(rpc);
    }
}
