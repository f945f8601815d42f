package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.Scalars.BYTES;
import static io.mainstay.etcd.gateway.internal.json.Scalars.FLAG;
import static io.mainstay.etcd.gateway.internal.json.Scalars.INT64;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeRequest.Projection;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.Sort;
import java.util.List;

/** Reads and writes of keys. */
final class KvJson {
    static final Field<Kind<Bytes>> KEY = Field.of("key", BYTES);
    static final Field<Kind<Bytes>> RANGE_END = Field.of("range_end", BYTES);
    static final Field<Kind<Bytes>> VALUE = Field.of("value", BYTES);
    static final Field<Kind<Long>> LEASE = Field.of("lease", INT64);
    static final Field<Kind<Long>> VERSION = Field.of("version", INT64);
    static final Field<Kind<Long>> CREATE_REVISION = Field.of("create_revision", INT64);
    static final Field<Kind<Long>> MOD_REVISION = Field.of("mod_revision", INT64);
    static final Field<Kind<Boolean>> WANTS_PREV_KV = Field.of("prev_kv", FLAG);

    static final Shape<KeyValue> KEY_VALUE = Shape.of(KEY, VALUE, CREATE_REVISION, MOD_REVISION, VERSION, LEASE)
            .as(row -> new KeyValue(
                    row.get(KEY),
                    row.get(VALUE),
                    row.get(CREATE_REVISION),
                    row.get(MOD_REVISION),
                    row.get(VERSION),
                    row.get(LEASE)));

    static final Field<Shape<KeyValue>> PREV_KV = Field.of("prev_kv", KEY_VALUE);

    private static final Field<Kind<Long>> REVISION = Field.of("revision", INT64);
    private static final Field<Reads<List<KeyValue>>> KVS = Field.of("kvs", Listing.read(() -> KEY_VALUE));
    private static final Field<Reads<List<KeyValue>>> PREV_KVS = Field.of("prev_kvs", Listing.read(() -> KEY_VALUE));
    private static final Field<Kind<Boolean>> MORE = Field.of("more", FLAG);
    private static final Field<Kind<Long>> COUNT = Field.of("count", INT64);
    private static final Field<Kind<Long>> DELETED = Field.of("deleted", INT64);

    static final Form<RangeRequest> RANGE = Form.<RangeRequest>empty()
            .with(KEY, r -> r.range().key())
            .with(RANGE_END, r -> r.range().end())
            .with(Field.of("limit", INT64), RangeRequest::limit)
            .with(REVISION, RangeRequest::revision)
            .with(
                    Field.of("sort_order", Choice.of(Sort.Order.values(), "NONE", "ASCEND", "DESCEND")),
                    r -> r.sort().order())
            .with(
                    Field.of(
                            "sort_target", Choice.of(Sort.Target.values(), "KEY", "VERSION", "CREATE", "MOD", "VALUE")),
                    r -> r.sort().target())
            .with(Field.of("serializable", FLAG), RangeRequest::serializable)
            .with(Field.of("keys_only", FLAG), r -> r.projection() == Projection.KEYS_ONLY)
            .with(Field.of("count_only", FLAG), r -> r.projection() == Projection.COUNT_ONLY)
            .with(Field.of("min_mod_revision", INT64), r -> r.filter().minMod())
            .with(Field.of("max_mod_revision", INT64), r -> r.filter().maxMod())
            .with(Field.of("min_create_revision", INT64), r -> r.filter().minCreate())
            .with(Field.of("max_create_revision", INT64), r -> r.filter().maxCreate());

    static final Shape<RangeResult> RANGED = Shape.of(HEADER, KVS, MORE, COUNT)
            .as(row -> new RangeResult(row.get(HEADER), row.get(KVS), row.get(MORE), row.get(COUNT)));

    static final Form<PutRequest> PUT = Form.<PutRequest>empty()
            .with(KEY, PutRequest::key)
            .with(VALUE, PutRequest::value)
            .with(LEASE, PutRequest::lease)
            .with(WANTS_PREV_KV, PutRequest::prevKv)
            .with(Field.of("ignore_value", FLAG), PutRequest::ignoreValue)
            .with(Field.of("ignore_lease", FLAG), PutRequest::ignoreLease);

    static final Shape<PutResult> PUT_DONE =
            Shape.of(HEADER, PREV_KV).as(row -> new PutResult(row.get(HEADER), row.find(PREV_KV)));

    static final Form<DeleteRequest> DELETE = Form.<DeleteRequest>empty()
            .with(KEY, r -> r.range().key())
            .with(RANGE_END, r -> r.range().end())
            .with(WANTS_PREV_KV, DeleteRequest::prevKv);

    static final Shape<DeleteResult> DELETE_DONE = Shape.of(HEADER, DELETED, PREV_KVS)
            .as(row -> new DeleteResult(row.get(HEADER), row.get(DELETED), row.get(PREV_KVS)));

    static final Form<CompactRequest> COMPACT = Form.<CompactRequest>empty()
            .with(REVISION, CompactRequest::revision)
            .with(Field.of("physical", FLAG), CompactRequest::physical);

    static final Shape<CompactResult> COMPACTED = HeaderJson.only(CompactResult::new);

    private KvJson() {}
}
