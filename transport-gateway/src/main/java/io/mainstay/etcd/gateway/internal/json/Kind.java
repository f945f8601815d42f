package io.mainstay.etcd.gateway.internal.json;

/** How a value looks in JSON, both ways. */
interface Kind<T> extends Reads<T>, Writes<T> {
    @Override
    default boolean isAbsent(T value) {
        return value.equals(absent());
    }
}
