package io.mainstay.etcd.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our wire is the one jetcd 0.8.7 was released with, and what etcd has added to its own since jetcd copied it. */
class JetcdWireTest {
    /** What jetcd's copy lacks, message by message. A line too many fails as one too few does. */
    private static final List<String> ADDED = """
            message authpb.UserAddOptions
            field authpb.UserAddOptions 1 no_password bool
            field authpb.User 4 options UserAddOptions
            method etcdserverpb.Auth AuthStatus AuthStatusRequest AuthStatusResponse
            message etcdserverpb.AuthStatusRequest
            message etcdserverpb.AuthStatusResponse
            field etcdserverpb.AuthStatusResponse 1 header ResponseHeader
            field etcdserverpb.AuthStatusResponse 2 enabled bool
            field etcdserverpb.AuthStatusResponse 3 authRevision uint64
            field etcdserverpb.AuthUserAddRequest 3 options authpb.UserAddOptions
            field etcdserverpb.AuthUserAddRequest 4 hashedPassword string
            field etcdserverpb.AuthUserChangePasswordRequest 3 hashedPassword string
            field etcdserverpb.MemberListRequest 1 linearizable bool
            method etcdserverpb.KV RangeStream RangeRequest stream RangeStreamResponse
            message etcdserverpb.RangeStreamResponse
            field etcdserverpb.RangeStreamResponse 1 range_response RangeResponse
            field etcdserverpb.Compare 8 lease int64 oneof target_union
            value etcdserverpb.Compare.CompareTarget 4 LEASE
            method etcdserverpb.Lease LeaseLeases LeaseLeasesRequest LeaseLeasesResponse
            message etcdserverpb.LeaseCheckpoint
            field etcdserverpb.LeaseCheckpoint 1 ID int64
            field etcdserverpb.LeaseCheckpoint 2 remaining_TTL int64
            message etcdserverpb.LeaseCheckpointRequest
            field etcdserverpb.LeaseCheckpointRequest 1 checkpoints repeated LeaseCheckpoint
            message etcdserverpb.LeaseCheckpointResponse
            field etcdserverpb.LeaseCheckpointResponse 1 header ResponseHeader
            message etcdserverpb.LeaseLeasesRequest
            message etcdserverpb.LeaseStatus
            field etcdserverpb.LeaseStatus 1 ID int64
            message etcdserverpb.LeaseLeasesResponse
            field etcdserverpb.LeaseLeasesResponse 1 header ResponseHeader
            field etcdserverpb.LeaseLeasesResponse 2 leases repeated LeaseStatus
            method etcdserverpb.Maintenance Downgrade DowngradeRequest DowngradeResponse
            value etcdserverpb.AlarmType 2 CORRUPT
            field etcdserverpb.StatusResponse 11 storageVersion string
            field etcdserverpb.StatusResponse 12 dbSizeQuota int64
            field etcdserverpb.StatusResponse 13 downgradeInfo DowngradeInfo
            message etcdserverpb.DowngradeInfo
            field etcdserverpb.DowngradeInfo 1 enabled bool
            field etcdserverpb.DowngradeInfo 2 targetVersion string
            field etcdserverpb.HashKVResponse 4 hash_revision int64
            field etcdserverpb.SnapshotResponse 4 version string
            message etcdserverpb.DowngradeRequest
            field etcdserverpb.DowngradeRequest 1 action DowngradeRequest.DowngradeAction
            field etcdserverpb.DowngradeRequest 2 version string
            value etcdserverpb.DowngradeRequest.DowngradeAction 0 VALIDATE
            value etcdserverpb.DowngradeRequest.DowngradeAction 1 ENABLE
            value etcdserverpb.DowngradeRequest.DowngradeAction 2 CANCEL
            message etcdserverpb.DowngradeResponse
            field etcdserverpb.DowngradeResponse 1 header ResponseHeader
            field etcdserverpb.DowngradeResponse 2 version string
            message etcdserverpb.DowngradeVersionTestRequest
            field etcdserverpb.DowngradeVersionTestRequest 1 ver string
            field etcdserverpb.WatchCreateRequest 7 watch_id int64
            field etcdserverpb.WatchCreateRequest 8 fragment bool
            field etcdserverpb.WatchResponse 7 fragment bool
            """.lines().toList();

    /** What is jetcd's own: etcd itself has no such method. */
    private static final List<String> NOT_ETCDS =
            List.of("method etcdserverpb.Watch Progress WatchProgressRequest WatchResponse");

    private static Map<String, FileDescriptorProto> jetcd = Map.of();

    @BeforeAll
    static void readTheReleasedJar() throws IOException, ReflectiveOperationException {
        jetcd = ReleasedFiles.read(
                Path.of(System.getProperty("mainstay.released.jars")),
                List.of(
                        "io.etcd.jetcd.api.JetcdProto",
                        "io.etcd.jetcd.api.ElectionOuterClass",
                        "io.etcd.jetcd.api.lock.JetcdProto"));
    }

    @Test
    void theJarHoldsTheFilesWeCompareWith() {
        assertThat(jetcd).containsOnlyKeys("rpc.proto", "kv.proto", "auth.proto", "election.proto", "lock.proto");
    }

    @Test
    void weHaveAllThatJetcdHasOfEtcdAndKnowEachAddition() {
        List<String> released = WireFacts.of(jetcd.values());
        List<String> ours = WireFacts.of(OurFiles.all().stream()
                .filter(file -> !file.getPackage().equals("grpc.health.v1"))
                .toList());

        assertThat(without(ours, released)).containsExactlyInAnyOrderElementsOf(ADDED);
        assertThat(without(released, ours)).containsExactlyInAnyOrderElementsOf(NOT_ETCDS);
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> rest = new ArrayList<>(lines);
        rest.removeAll(others);
        return rest;
    }
}
