package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.Scalars.INT64;
import static io.mainstay.etcd.gateway.internal.json.Scalars.UINT64;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.function.Function;

/** The header of answers; one that is left out is empty. */
final class HeaderJson {
    private static final Field<Kind<Long>> CLUSTER_ID = Field.of("cluster_id", UINT64);
    private static final Field<Kind<Long>> MEMBER_ID = Field.of("member_id", UINT64);
    private static final Field<Kind<Long>> REVISION = Field.of("revision", INT64);
    private static final Field<Kind<Long>> RAFT_TERM = Field.of("raft_term", UINT64);

    static final Field<Shape<ResponseHeader>> HEADER = Field.of(
            "header",
            Shape.of(CLUSTER_ID, MEMBER_ID, REVISION, RAFT_TERM)
                    .as(row -> new ResponseHeader(
                            row.get(CLUSTER_ID), row.get(MEMBER_ID), row.get(REVISION), row.get(RAFT_TERM)))
                    .orElse(ResponseHeader.EMPTY));

    private HeaderJson() {}

    /** An answer that is nothing but its header. */
    static <R> Shape<R> only(Function<ResponseHeader, R> result) {
        return Shape.of(HEADER).as(row -> result.apply(row.get(HEADER)));
    }
}
