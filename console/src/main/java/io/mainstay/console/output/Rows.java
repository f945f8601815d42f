package io.mainstay.console.output;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusResult;
import java.util.List;

/**
 * Results about members and endpoints as rows of cells.
 *
 * @param names what the columns are called
 * @param rows the rows
 */
record Rows(List<String> names, List<List<String>> rows) {
    static Rows members(MemberListResult result) {
        return new Rows(
                List.of("ID", "Status", "Name", "Peer Addrs", "Client Addrs", "Is Learner"),
                result.members().stream()
                        .map(member -> List.of(
                                Ids.member(member.id()),
                                member.name().isEmpty() ? "unstarted" : "started",
                                member.name(),
                                String.join(",", member.peerUrls()),
                                String.join(",", member.clientUrls()),
                                Boolean.toString(member.learner())))
                        .toList());
    }

    static Rows health(List<EndpointHealth> endpoints) {
        return new Rows(
                List.of("endpoint", "health", "took", "error"),
                endpoints.stream()
                        .map(each -> List.of(
                                each.endpoint(),
                                Boolean.toString(each.healthy()),
                                Durations.format(each.took()),
                                each.error()))
                        .toList());
    }

    static Rows hashKv(List<EndpointHash> endpoints) {
        return new Rows(
                List.of("endpoint", "hash", "hash_revision"),
                endpoints.stream()
                        .map(each -> List.of(
                                each.endpoint(),
                                Integer.toUnsignedString(each.hash().hash()),
                                Long.toString(each.hash().hashRevision())))
                        .toList());
    }

    static Rows status(List<EndpointStatus> endpoints) {
        return new Rows(
                List.of(
                        "endpoint",
                        "ID",
                        "version",
                        "storage version",
                        "db size",
                        "in use",
                        "percentage not in use",
                        "quota",
                        "is leader",
                        "is learner",
                        "raft term",
                        "raft index",
                        "raft applied index",
                        "errors",
                        "downgrade target version",
                        "downgrade enabled"),
                endpoints.stream().map(Rows::statusRow).toList());
    }

    private static List<String> statusRow(EndpointStatus each) {
        StatusResult status = each.status();
        StatusResult.DbSize db = status.db();
        long unused = db.total() == 0 ? 0 : 100 - db.inUse() * 100 / db.total();
        return List.of(
                each.endpoint(),
                Ids.member(status.header().memberId()),
                status.version(),
                status.storageVersion(),
                ByteSizes.format(db.total()),
                ByteSizes.format(db.inUse()),
                unused + "%",
                ByteSizes.format(db.quota()),
                Boolean.toString(status.raft().leader() == status.header().memberId()),
                Boolean.toString(status.learner()),
                Long.toUnsignedString(status.raft().term()),
                Long.toUnsignedString(status.raft().index()),
                Long.toUnsignedString(status.raft().appliedIndex()),
                String.join(", ", status.errors()),
                "",
                "false");
    }
}
