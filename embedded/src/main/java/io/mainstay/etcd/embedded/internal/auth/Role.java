package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.List;

/**
 * A role.
 *
 * @param name the name
 * @param permissions what it allows, by first key; for {@code root}, which may do everything, it says nothing
 */
public record Role(String name, List<Permission> permissions) {
    /** The role whose users may do everything. */
    public static final String ROOT = "root";

    private static final List<Permission> EVERYTHING =
            List.of(new Permission(Permission.Type.READWRITE, new KeyRange(Bytes.EMPTY, Bytes.ZERO)));

    /** The permissions as they are shown to clients. */
    public List<Permission> shown() {
        return name.equals(ROOT) ? EVERYTHING : permissions;
    }
}
