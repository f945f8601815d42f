package io.mainstay.etcd.gateway.internal.json;

/**
 * A member of a JSON object.
 *
 * @param name its name, as in etcd's protos
 * @param kind how its value looks: a {@link Reads}, a {@link Writes} or both
 */
record Field<K>(String name, K kind) {
    static <K> Field<K> of(String name, K kind) {
        return new Field<>(name, kind);
    }
}
