package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Procedures;
import io.mainstay.etcd.spi.Transport;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a gRPC server needs to serve all procedures from a transport. */
public final class Services {
    private final Transport inner;
    private final DoorLimits limits;
    private final OpenCalls openCalls;

    /** Services that have their answers from a transport. */
    public Services(Transport inner, DoorLimits limits, OpenCalls openCalls) {
        this.inner = inner;
        this.limits = limits;
        this.openCalls = openCalls;
    }

    /** The services of an etcd, and gRPC's health service. */
    public List<ServerServiceDefinition> all() {
        Map<String, ServerServiceDefinition.Builder> services = new LinkedHashMap<>();
        for (Procedure<?, ?> procedure : Procedures.all(limits)) {
            services.computeIfAbsent(procedure.rpc().service(), ServerServiceDefinition::builder)
                    .addMethod(method(procedure));
        }
        List<ServerServiceDefinition> built = new ArrayList<>();
        services.values().forEach(service -> built.add(service.build()));
        built.add(Health.service(openCalls));
        return built;
    }

    /** What answers everything else. */
    public HandlerRegistry others() {
        return new UnknownMethods();
    }

    private <Q, R> ServerMethodDefinition<InputStream, R> method(Procedure<Q, R> procedure) {
        RequestReader<Q> reader = new RequestReader<>(procedure, limits.maxMessageBytes());
        ServerCallHandler<InputStream, R> door = procedure.isStream()
                ? new StreamDoor<>(inner, procedure.rpc(), reader, openCalls)
                : new UnaryDoor<>(inner, procedure.rpc(), reader, openCalls);
        MethodDescriptor<InputStream, R> method = MethodDescriptor.<InputStream, R>newBuilder()
                .setType(procedure.isStream() ? MethodType.BIDI_STREAMING : MethodType.UNARY)
                .setFullMethodName(procedure.rpc().fullName())
                .setRequestMarshaller(RawMarshaller.INSTANCE)
                .setResponseMarshaller(new AnswerMarshaller<>(procedure::message))
                .build();
        return ServerMethodDefinition.create(method, door);
    }
}
