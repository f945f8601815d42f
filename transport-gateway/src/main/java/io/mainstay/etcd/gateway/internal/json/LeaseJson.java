package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.Scalars.BYTES;
import static io.mainstay.etcd.gateway.internal.json.Scalars.FLAG;
import static io.mainstay.etcd.gateway.internal.json.Scalars.INT64;
import static io.mainstay.etcd.gateway.internal.json.Scalars.SECONDS;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import java.time.Duration;
import java.util.List;

/** Leases. */
final class LeaseJson {
    private static final Field<Kind<Long>> ID = Field.of("ID", INT64);
    private static final Field<Kind<Duration>> TTL = Field.of("TTL", SECONDS);
    private static final Field<Kind<Duration>> GRANTED_TTL = Field.of("grantedTTL", SECONDS);
    private static final Field<Reads<List<Bytes>>> KEYS = Field.of("keys", Listing.read(() -> BYTES));
    private static final Shape<Long> LEASE_STATUS = Shape.of(ID).as(row -> row.get(ID));
    private static final Field<Reads<List<Long>>> LEASES = Field.of("leases", Listing.read(() -> LEASE_STATUS));

    static final Form<LeaseGrantRequest> GRANT =
            Form.<LeaseGrantRequest>empty().with(TTL, LeaseGrantRequest::ttl).with(ID, LeaseGrantRequest::id);

    static final Shape<LeaseGrantResult> GRANTED =
            Shape.of(HEADER, ID, TTL).as(row -> new LeaseGrantResult(row.get(HEADER), row.get(ID), row.get(TTL)));

    static final Form<LeaseRevokeRequest> REVOKE =
            Form.<LeaseRevokeRequest>empty().with(ID, LeaseRevokeRequest::id);

    static final Shape<LeaseRevokeResult> REVOKED = HeaderJson.only(LeaseRevokeResult::new);

    static final Form<LeaseTimeToLiveRequest> TIME_TO_LIVE = Form.<LeaseTimeToLiveRequest>empty()
            .with(ID, LeaseTimeToLiveRequest::id)
            .with(Field.of("keys", FLAG), LeaseTimeToLiveRequest::keys);

    /** The keys come in no order from etcd; they are put in theirs here. */
    static final Shape<LeaseTimeToLiveResult> TIME_TO_LIVE_TOLD = Shape.of(HEADER, ID, TTL, GRANTED_TTL, KEYS)
            .as(row -> new LeaseTimeToLiveResult(
                    row.get(HEADER),
                    row.get(ID),
                    row.get(TTL),
                    row.get(GRANTED_TTL),
                    row.get(KEYS).stream().sorted().toList()));

    static final Form<LeaseLeasesRequest> LIST = Form.empty();

    static final Shape<LeaseLeasesResult> LISTED =
            Shape.of(HEADER, LEASES).as(row -> new LeaseLeasesResult(row.get(HEADER), row.get(LEASES)));

    static final Form<LeaseKeepAliveRequest> KEEP_ALIVE =
            Form.<LeaseKeepAliveRequest>empty().with(ID, LeaseKeepAliveRequest::id);

    static final Shape<LeaseKeepAliveResult> KEPT_ALIVE =
            Shape.of(HEADER, ID, TTL).as(row -> new LeaseKeepAliveResult(row.get(HEADER), row.get(ID), row.get(TTL)));

    private LeaseJson() {}
}
