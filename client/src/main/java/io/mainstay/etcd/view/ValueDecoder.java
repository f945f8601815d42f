package io.mainstay.etcd.view;

import io.mainstay.etcd.kv.KeyValue;

/**
 * Makes a program's value of a key's bytes, or refuses them.
 *
 * <p>Called on the client's executor, once for each version of the key: a version that was read again after a cut is not
 * decoded again, so what a decoder derives from the time of the call (like an expiry that is given as a duration) is not
 * moved by a bad connection. It is given the whole {@link KeyValue}: a decoder whose answer depends on time should
 * anchor it on the mod revision or bound it by the lease of the key, which are the same in every process.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface ValueDecoder<T> {
    /**
     * Decodes, or throws: {@link ValueRejectedException} with a reason that may be shown, or anything else, of which only
     * the type is shown, because its message may hold the value.
     */
    T decode(KeyValue kv) throws Exception;
}
