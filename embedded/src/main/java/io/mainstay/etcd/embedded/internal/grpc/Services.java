package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.mainstay.etcd.embedded.internal.procedure.Backing;
import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Procedures;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a gRPC server needs to serve all procedures from a transport. */
public final class Services {
    private final Backing backing;
    private final DoorLimits limits;
    private final OpenCalls openCalls;
    private final List<ServerServiceDefinition> all;

    /** Services that have their answers from what is behind a door. */
    public Services(Backing backing, DoorLimits limits, OpenCalls openCalls) {
        this.backing = backing;
        this.limits = limits;
        this.openCalls = openCalls;
        this.all = build();
    }

    private List<ServerServiceDefinition> build() {
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

    /** The services of an etcd, and gRPC's health service. */
    public List<ServerServiceDefinition> all() {
        return all;
    }

    /** What counts the calls of all of them. */
    public ServerStreamTracer.Factory counting() {
        Set<String> served = all.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(method -> method.getMethodDescriptor().getFullMethodName())
                .collect(Collectors.toUnmodifiableSet());
        return TrafficTracer.of(backing.traffic(), served);
    }

    /** What answers everything else. */
    public HandlerRegistry others() {
        return new UnknownMethods();
    }

    private <Q, R> ServerMethodDefinition<InputStream, R> method(Procedure<Q, R> procedure) {
        RequestReader<Q> reader = new RequestReader<>(procedure, limits.maxMessageBytes());
        ServerCallHandler<InputStream, R> door = procedure.isStream()
                ? new StreamDoor<>(backing.inner(), procedure.rpc(), reader, openCalls)
                : new UnaryDoor<>(backing.inner(), procedure.rpc(), reader, openCalls);
        MethodDescriptor<InputStream, R> method = MethodDescriptor.<InputStream, R>newBuilder()
                .setType(procedure.isStream() ? MethodType.BIDI_STREAMING : MethodType.UNARY)
                .setFullMethodName(procedure.rpc().fullName())
                .setRequestMarshaller(RawMarshaller.INSTANCE)
                .setResponseMarshaller(new AnswerMarshaller<>(procedure::message))
                .build();
        return ServerMethodDefinition.create(method, door);
    }
}
