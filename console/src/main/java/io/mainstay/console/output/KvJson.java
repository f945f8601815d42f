package io.mainstay.console.output;

import io.mainstay.console.command.WatchMessage;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/** Answers about keys as fields of a JSON object. */
final class KvJson {
    private KvJson() {}

    static void header(JsonText json, ResponseHeader header) {
        json.object("header", () -> headerFields(json, header));
    }

    static void headerFields(JsonText json, ResponseHeader header) {
        json.unsignedIfSet("cluster_id", header.clusterId())
                .unsignedIfSet("member_id", header.memberId())
                .numberIfSet("revision", header.revision())
                .unsignedIfSet("raft_term", header.raftTerm());
    }

    static void range(JsonText json, RangeResult result) {
        header(json, result.header());
        keyValues(json, "kvs", result.kvs());
        json.boolIfSet("more", result.more()).numberIfSet("count", result.count());
    }

    static void put(JsonText json, PutResult result) {
        header(json, result.header());
        result.previous().ifPresent(kv -> json.object("prev_kv", () -> keyValue(json, kv)));
    }

    static void delete(JsonText json, DeleteResult result) {
        header(json, result.header());
        json.numberIfSet("deleted", result.deleted());
        keyValues(json, "prev_kvs", result.prevKvs());
    }

    static void txn(JsonText json, TxnResult result) {
        header(json, result.header());
        json.boolIfSet("succeeded", result.succeeded());
        if (!result.results().isEmpty()) {
            json.key("responses")
                    .array(
                            result.results(),
                            (each, op) -> each.object(() -> each.object("Response", () -> answer(each, op))));
        }
    }

    static void watch(JsonText json, WatchMessage message) {
        json.object("Header", () -> headerFields(json, message.header()));
        if (message.kind() == WatchMessage.Kind.REFUSED) {
            json.nothing("Events");
        } else {
            json.key("Events").array(message.events(), (each, event) -> each.object(() -> event(each, event)));
        }
        json.number("CompactRevision", message.compactRevision())
                .bool("Canceled", message.canceled())
                .bool("Created", false);
    }

    private static void answer(JsonText json, OpResult op) {
        if (op instanceof RangeResult range) {
            json.object("response_range", () -> range(json, range));
        } else if (op instanceof PutResult put) {
            json.object("response_put", () -> put(json, put));
        } else if (op instanceof DeleteResult delete) {
            json.object("response_delete_range", () -> delete(json, delete));
        } else if (op instanceof TxnResult nested) {
            json.object("response_txn", () -> txn(json, nested));
        }
    }

    private static void event(JsonText json, WatchEvent event) {
        json.numberIfSet("type", event.isDelete() ? 1 : 0).object("kv", () -> keyValue(json, event.kv()));
        event.previous().ifPresent(kv -> json.object("prev_kv", () -> keyValue(json, kv)));
    }

    private static void keyValues(JsonText json, String name, List<KeyValue> kvs) {
        if (!kvs.isEmpty()) {
            json.key(name).array(kvs, (each, kv) -> each.object(() -> keyValue(each, kv)));
        }
    }

    private static void keyValue(JsonText json, KeyValue kv) {
        json.bytesIfSet("key", kv.key())
                .numberIfSet("create_revision", kv.createRevision())
                .numberIfSet("mod_revision", kv.modRevision())
                .numberIfSet("version", kv.version())
                .bytesIfSet("value", kv.value())
                .numberIfSet("lease", kv.lease());
    }
}
