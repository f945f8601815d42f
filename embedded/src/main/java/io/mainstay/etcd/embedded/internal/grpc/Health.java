package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.proto.health.HealthCheckRequest;
import io.mainstay.etcd.proto.health.HealthCheckResponse;
import io.mainstay.etcd.proto.health.HealthCheckResponse.ServingStatus;
import io.mainstay.etcd.proto.health.HealthGrpc;
import io.mainstay.etcd.proto.health.HealthListRequest;
import io.mainstay.etcd.proto.health.HealthListResponse;

/** gRPC's health service as etcd has it: the server as a whole serves, and no other name is known. */
final class Health {
    private Health() {}

    static ServerServiceDefinition service(OpenCalls openCalls) {
        return ServerServiceDefinition.builder(HealthGrpc.SERVICE_NAME)
                .addMethod(HealthGrpc.getCheckMethod(), ServerCalls.asyncUnaryCall(Health::check))
                .addMethod(HealthGrpc.getListMethod(), ServerCalls.asyncUnaryCall(Health::list))
                .addMethod(
                        HealthGrpc.getWatchMethod(),
                        ServerCalls.asyncServerStreamingCall((request, answer) -> watch(request, answer, openCalls)))
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

    private static void list(HealthListRequest request, StreamObserver<HealthListResponse> answer) {
        answer.onNext(HealthListResponse.newBuilder()
                .putStatuses("", response(ServingStatus.SERVING))
                .build());
        answer.onCompleted();
    }

    /** One answer; the stream then stays open, for nothing changes while the door is. */
    private static void watch(
            HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer, OpenCalls openCalls) {
        boolean known = request.getService().isEmpty();
        answer.onNext(response(known ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN));
        OpenCalls.Open stream = status -> answer.onError(status.asRuntimeException());
        ((ServerCallStreamObserver<HealthCheckResponse>) answer).setOnCancelHandler(() -> openCalls.remove(stream));
        openCalls.add(stream);
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
