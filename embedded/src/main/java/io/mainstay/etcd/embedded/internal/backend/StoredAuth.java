package io.mainstay.etcd.embedded.internal.backend;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mainstay.etcd.embedded.internal.auth.Role;
import io.mainstay.etcd.embedded.internal.auth.User;
import io.mainstay.etcd.embedded.internal.bolt.BoltEntry;
import io.mainstay.etcd.embedded.internal.bolt.BoltException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.proto.auth.Permission;
import io.mainstay.etcd.proto.auth.UserAddOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Users and roles as they are stored, under their names. */
final class StoredAuth {
    private StoredAuth() {}

    static BoltEntry entry(User user) {
        var message = io.mainstay.etcd.proto.auth.User.newBuilder()
                .setName(ByteString.copyFromUtf8(user.name()))
                .setPassword(ByteString.copyFromUtf8(user.hash()))
                .addAllRoles(user.roles())
                .setOptions(UserAddOptions.newBuilder().setNoPassword(user.noPassword()))
                .build();
        return new BoltEntry(user.name().getBytes(StandardCharsets.UTF_8), message.toByteArray());
    }

    static BoltEntry entry(Role role) {
        var message = io.mainstay.etcd.proto.auth.Role.newBuilder().setName(ByteString.copyFromUtf8(role.name()));
        for (var permission : role.permissions()) {
            message.addKeyPermission(Permission.newBuilder()
                    .setPermType(Permission.Type.valueOf(permission.type().name()))
                    .setKey(ByteString.copyFrom(permission.range().key().unwrap()))
                    .setRangeEnd(ByteString.copyFrom(permission.range().end().unwrap())));
        }
        return new BoltEntry(
                role.name().getBytes(StandardCharsets.UTF_8), message.build().toByteArray());
    }

    static User user(byte[] value) throws BoltException {
        try {
            var user = io.mainstay.etcd.proto.auth.User.parseFrom(value);
            return new User(
                    user.getName().toStringUtf8(),
                    user.getPassword().toStringUtf8(),
                    user.getOptions().getNoPassword(),
                    user.getRolesList().stream().sorted().toList());
        } catch (InvalidProtocolBufferException damaged) {
            throw new BoltException("one of its users is damaged");
        }
    }

    static Role role(byte[] value) throws BoltException {
        try {
            var role = io.mainstay.etcd.proto.auth.Role.parseFrom(value);
            List<io.mainstay.etcd.auth.Permission> permissions = new ArrayList<>();
            for (Permission each : role.getKeyPermissionList()) {
                KeyRange range = new KeyRange(bytes(each.getKey()), bytes(each.getRangeEnd()));
                permissions.add(new io.mainstay.etcd.auth.Permission(type(each), range));
            }
            return new Role(role.getName().toStringUtf8(), List.copyOf(permissions));
        } catch (InvalidProtocolBufferException damaged) {
            throw new BoltException("one of its roles is damaged");
        }
    }

    private static io.mainstay.etcd.auth.Permission.Type type(Permission permission) throws BoltException {
        return switch (permission.getPermType()) {
            case READ -> io.mainstay.etcd.auth.Permission.Type.READ;
            case WRITE -> io.mainstay.etcd.auth.Permission.Type.WRITE;
            case READWRITE -> io.mainstay.etcd.auth.Permission.Type.READWRITE;
            case UNRECOGNIZED -> throw new BoltException("one of its roles has a right that there is not");
        };
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }
}
