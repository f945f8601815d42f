package io.mainstay.console.output;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;
import java.util.function.BiConsumer;

/** Answers about members and endpoints as JSON. */
final class ClusterJson {
    private ClusterJson() {}

    static <T> void listOrNull(JsonText json, List<T> items, BiConsumer<JsonText, T> each) {
        if (items.isEmpty()) {
            json.nothing();
        } else {
            json.array(items, each);
        }
    }

    static void members(JsonText json, MemberListResult result, boolean hex) {
        json.object(() -> {
            if (hex) {
                ResponseHeader header = result.header();
                json.object(
                        "header",
                        () -> json.text("cluster_id", Ids.member(header.clusterId()))
                                .text("member_id", Ids.member(header.memberId()))
                                .number("raft_term", header.raftTerm()));
            } else {
                KvJson.header(json, result.header());
            }
            if (!result.members().isEmpty()) {
                json.key("members").array(result.members(), (each, member) -> member(each, member, hex));
            }
        });
    }

    private static void member(JsonText json, Member member, boolean hex) {
        json.object(() -> {
            if (hex) {
                json.text("ID", Ids.member(member.id())).text("name", member.name());
            } else {
                json.unsignedIfSet("ID", member.id()).textIfSet("name", member.name());
            }
            urls(json, "peerURLs", member.peerUrls(), hex);
            urls(json, "clientURLs", member.clientUrls(), hex);
            if (!hex) {
                json.boolIfSet("isLearner", member.learner());
            }
        });
    }

    private static void urls(JsonText json, String name, List<String> urls, boolean always) {
        if (!urls.isEmpty()) {
            json.key(name).array(urls, JsonText::string);
        } else if (always) {
            json.nothing(name);
        }
    }

    static void health(JsonText json, EndpointHealth each) {
        json.object(() -> json.text("endpoint", each.endpoint())
                .bool("health", each.healthy())
                .text("took", Durations.format(each.took()))
                .textIfSet("error", each.error()));
    }

    static void status(JsonText json, EndpointStatus each) {
        json.object(() -> json.text("Endpoint", each.endpoint()).object("Status", () -> status(json, each.status())));
    }

    private static void status(JsonText json, StatusResult status) {
        KvJson.header(json, status.header());
        json.textIfSet("version", status.version())
                .numberIfSet("dbSize", status.db().total())
                .unsignedIfSet("leader", status.raft().leader())
                .unsignedIfSet("raftIndex", status.raft().index())
                .unsignedIfSet("raftTerm", status.raft().term())
                .unsignedIfSet("raftAppliedIndex", status.raft().appliedIndex());
        if (!status.errors().isEmpty()) {
            json.key("errors").array(status.errors(), JsonText::string);
        }
        json.numberIfSet("dbSizeInUse", status.db().inUse())
                .boolIfSet("isLearner", status.learner())
                .textIfSet("storageVersion", status.storageVersion())
                .numberIfSet("dbSizeQuota", status.db().quota());
        if (!status.storageVersion().isEmpty()) {
            // A member tells of downgrades since the version that tells of its storage; here is never one under way.
            json.object("downgradeInfo", () -> {});
        }
    }

    static void hashKv(JsonText json, EndpointHash each) {
        HashKvResult hash = each.hash();
        json.object(() -> json.text("Endpoint", each.endpoint()).object("HashKV", () -> {
            KvJson.header(json, hash.header());
            json.numberIfSet("hash", Integer.toUnsignedLong(hash.hash()))
                    .numberIfSet("compact_revision", hash.compactRevision())
                    .numberIfSet("hash_revision", hash.hashRevision());
        }));
    }
}
