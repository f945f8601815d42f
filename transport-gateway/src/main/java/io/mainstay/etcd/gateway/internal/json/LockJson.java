package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.KvJson.KEY;
import static io.mainstay.etcd.gateway.internal.json.KvJson.LEASE;
import static io.mainstay.etcd.gateway.internal.json.KvJson.VALUE;
import static io.mainstay.etcd.gateway.internal.json.Scalars.BYTES;
import static io.mainstay.etcd.gateway.internal.json.Scalars.INT64;

import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ProclaimResult;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.election.ResignResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.lock.UnlockResult;

/** The server's own locks and elections. */
final class LockJson {
    private static final Field<Kind<Bytes>> NAME = Field.of("name", BYTES);
    private static final Field<Kind<Long>> REV = Field.of("rev", INT64);
    private static final Field<Shape<KeyValue>> KV = Field.of("kv", KvJson.KEY_VALUE);

    private static final Form<LeaderKey> LEADER_KEY = Form.<LeaderKey>empty()
            .with(NAME, LeaderKey::name)
            .with(KEY, LeaderKey::key)
            .with(REV, LeaderKey::rev)
            .with(LEASE, LeaderKey::lease);

    private static final Field<Form<LeaderKey>> LEADER_ASKED = Field.of("leader", LEADER_KEY);

    private static final Field<Shape<LeaderKey>> LEADER_MADE = Field.of(
            "leader",
            Shape.of(NAME, KEY, REV, LEASE)
                    .as(row -> new LeaderKey(row.get(NAME), row.get(KEY), row.get(REV), row.get(LEASE))));

    static final Form<LockRequest> LOCK =
            Form.<LockRequest>empty().with(NAME, LockRequest::name).with(LEASE, LockRequest::lease);

    static final Shape<LockResult> LOCKED =
            Shape.of(HEADER, KEY).as(row -> new LockResult(row.get(HEADER), row.get(KEY)));

    static final Form<UnlockRequest> UNLOCK = Form.<UnlockRequest>empty().with(KEY, UnlockRequest::key);

    static final Shape<UnlockResult> UNLOCKED = HeaderJson.only(UnlockResult::new);

    static final Form<CampaignRequest> CAMPAIGN = Form.<CampaignRequest>empty()
            .with(NAME, CampaignRequest::name)
            .with(LEASE, CampaignRequest::lease)
            .with(VALUE, CampaignRequest::value);

    static final Shape<CampaignResult> ELECTED =
            Shape.of(HEADER, LEADER_MADE).as(row -> new CampaignResult(row.get(HEADER), row.get(LEADER_MADE)));

    static final Form<ProclaimRequest> PROCLAIM = Form.<ProclaimRequest>empty()
            .with(LEADER_ASKED, ProclaimRequest::leader)
            .with(VALUE, ProclaimRequest::value);

    static final Shape<ProclaimResult> PROCLAIMED = HeaderJson.only(ProclaimResult::new);

    static final Form<LeaderRequest> LEADER = Form.<LeaderRequest>empty().with(NAME, LeaderRequest::name);

    static final Shape<LeaderResult> LEADER_TOLD =
            Shape.of(HEADER, KV).as(row -> new LeaderResult(row.get(HEADER), row.get(KV)));

    static final Form<ResignRequest> RESIGN = Form.<ResignRequest>empty().with(LEADER_ASKED, ResignRequest::leader);

    static final Shape<ResignResult> RESIGNED = HeaderJson.only(ResignResult::new);

    private LockJson() {}
}
