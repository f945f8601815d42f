package io.mainstay.etcd.internal.layer;

import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
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

    /**
     * What concerns the cluster and its users rather than keys passes as it is. Permissions are on keys as the server
     * knows them, hashes and snapshots of the store as it is.
     */
    public Mappings administrationUntouched() {
        return untouched(
                Rpcs.MEMBER_LIST,
                Rpcs.MEMBER_ADD,
                Rpcs.MEMBER_REMOVE,
                Rpcs.MEMBER_UPDATE,
                Rpcs.MEMBER_PROMOTE,
                Rpcs.STATUS,
                Rpcs.HASH_KV,
                Rpcs.HASH,
                Rpcs.ALARM,
                Rpcs.DEFRAGMENT,
                Rpcs.SNAPSHOT,
                Rpcs.MOVE_LEADER,
                Rpcs.DOWNGRADE,
                Rpcs.AUTH_ENABLE,
                Rpcs.AUTH_DISABLE,
                Rpcs.AUTH_STATUS,
                Rpcs.AUTHENTICATE,
                Rpcs.USER_ADD,
                Rpcs.USER_GET,
                Rpcs.USER_LIST,
                Rpcs.USER_DELETE,
                Rpcs.USER_CHANGE_PASSWORD,
                Rpcs.USER_GRANT_ROLE,
                Rpcs.USER_REVOKE_ROLE,
                Rpcs.ROLE_ADD,
                Rpcs.ROLE_GET,
                Rpcs.ROLE_LIST,
                Rpcs.ROLE_DELETE,
                Rpcs.ROLE_GRANT_PERMISSION,
                Rpcs.ROLE_REVOKE_PERMISSION);
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
