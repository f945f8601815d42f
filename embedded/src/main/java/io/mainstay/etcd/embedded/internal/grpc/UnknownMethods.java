package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers every method that is not served with the words of a Go server, by which clients tell what a server can do.
 */
final class UnknownMethods extends HandlerRegistry {
    /** The services of an etcd, whether or not they are served here. */
    private static final Set<String> SERVICES = Set.of(
            "etcdserverpb.KV",
            "etcdserverpb.Watch",
            "etcdserverpb.Lease",
            "etcdserverpb.Cluster",
            "etcdserverpb.Maintenance",
            "etcdserverpb.Auth",
            "v3lockpb.Lock",
            "v3electionpb.Election",
            "grpc.health.v1.Health");

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
        MethodDescriptor<InputStream, InputStream> method = MethodDescriptor.newBuilder(
                        RawMarshaller.INSTANCE, RawMarshaller.INSTANCE)
                .setType(MethodType.UNKNOWN)
                .setFullMethodName(name)
                .build();
        Status status = status(name);
        return ServerMethodDefinition.create(method, (call, headers) -> {
            call.close(status, new Metadata());
            return new ServerCall.Listener<>() {};
        });
    }

    private static Status status(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return Status.UNIMPLEMENTED.withDescription("malformed method name: \"/" + name + "\"");
        }
        String service = name.substring(0, slash);
        return SERVICES.contains(service)
                ? Statuses.unknownMethod(service, name.substring(slash + 1))
                : Status.UNIMPLEMENTED.withDescription("unknown service " + service);
    }
}
