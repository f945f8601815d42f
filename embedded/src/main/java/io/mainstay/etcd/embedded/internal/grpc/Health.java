package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.mainstay.etcd.proto.health.HealthCheckRequest;
import io.mainstay.etcd.proto.health.HealthCheckResponse;
import io.mainstay.etcd.proto.health.HealthCheckResponse.ServingStatus;
import io.mainstay.etcd.proto.health.HealthGrpc;

/** gRPC's health service as etcd has it: the server as a whole serves, and no other name is known. */
final class Health {
    private Health() {}

    static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(HealthGrpc.SERVICE_NAME)
                .addMethod(HealthGrpc.getCheckMethod(), ServerCalls.asyncUnaryCall(Health::check))
                .addMethod(HealthGrpc.getWatchMethod(), ServerCalls.asyncServerStreamingCall(Health::watch))
                .build();
    }

    private static void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        if (request.getService().isEmpty()) {
            answer.onNext(response(ServingStatus.SERVING));
            answer.onCompleted();
        } else {
            answer.onError(Status.NOT_FOUND.withDescription("unknown service").asRuntimeException());
        }
    }

    /** One answer; the stream then stays open, for nothing changes while the door is. */
    private static void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        boolean known = request.getService().isEmpty();
        answer.onNext(response(known ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN));
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
