package io.mainstay.etcd.proto;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.mainstay.etcd.proto.auth.AuthStoreProto;
import io.mainstay.etcd.proto.election.ElectionProto;
import io.mainstay.etcd.proto.health.HealthProto;
import io.mainstay.etcd.proto.lock.LockProto;
import io.mainstay.etcd.proto.mvcc.MvccProto;
import io.mainstay.etcd.proto.rpc.AuthProto;
import io.mainstay.etcd.proto.rpc.ClusterProto;
import io.mainstay.etcd.proto.rpc.HeaderProto;
import io.mainstay.etcd.proto.rpc.KvProto;
import io.mainstay.etcd.proto.rpc.LeaseProto;
import io.mainstay.etcd.proto.rpc.MaintenanceProto;
import io.mainstay.etcd.proto.rpc.WatchProto;
import java.util.List;
import java.util.stream.Stream;

/** Every {@code .proto} file of this module, as compiled into its classes. */
final class OurFiles {
    private OurFiles() {}

    static List<FileDescriptorProto> all() {
        return Stream.of(
                        AuthStoreProto.getDescriptor(),
                        ElectionProto.getDescriptor(),
                        HealthProto.getDescriptor(),
                        LockProto.getDescriptor(),
                        MvccProto.getDescriptor(),
                        AuthProto.getDescriptor(),
                        ClusterProto.getDescriptor(),
                        HeaderProto.getDescriptor(),
                        KvProto.getDescriptor(),
                        LeaseProto.getDescriptor(),
                        MaintenanceProto.getDescriptor(),
                        WatchProto.getDescriptor())
                .map(FileDescriptor::toProto)
                .toList();
    }
}
