package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.Scalars.FLAG;
import static io.mainstay.etcd.gateway.internal.json.Scalars.TEXT;
import static io.mainstay.etcd.gateway.internal.json.Scalars.UINT64;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MemberRemoveRequest;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import java.util.List;

/** Members. */
final class ClusterJson {
    private static final Field<Kind<Long>> ID = Field.of("ID", UINT64);
    private static final Field<Kind<String>> NAME = Field.of("name", TEXT);
    private static final Field<Reads<List<String>>> PEER_URLS = Field.of("peerURLs", Listing.read(() -> TEXT));
    private static final Field<Reads<List<String>>> CLIENT_URLS = Field.of("clientURLs", Listing.read(() -> TEXT));
    private static final Field<Writes<List<String>>> NEW_PEER_URLS = Field.of("peerURLs", Listing.write(() -> TEXT));
    private static final Field<Kind<Boolean>> IS_LEARNER = Field.of("isLearner", FLAG);

    private static final Shape<Member> MEMBER = Shape.of(ID, NAME, PEER_URLS, CLIENT_URLS, IS_LEARNER)
            .as(row -> new Member(
                    row.get(ID), row.get(NAME), row.get(PEER_URLS), row.get(CLIENT_URLS), row.get(IS_LEARNER)));

    private static final Field<Shape<Member>> NEW_MEMBER = Field.of("member", MEMBER);
    private static final Field<Reads<List<Member>>> MEMBERS = Field.of("members", Listing.read(() -> MEMBER));

    static final Form<MemberListRequest> LIST =
            Form.<MemberListRequest>empty().with(Field.of("linearizable", FLAG), MemberListRequest::linearizable);

    static final Shape<MemberListResult> LISTED =
            Shape.of(HEADER, MEMBERS).as(row -> new MemberListResult(row.get(HEADER), row.get(MEMBERS)));

    static final Form<MemberAddRequest> ADD = Form.<MemberAddRequest>empty()
            .with(NEW_PEER_URLS, MemberAddRequest::peerUrls)
            .with(IS_LEARNER, MemberAddRequest::learner);

    static final Shape<MemberAddResult> ADDED = Shape.of(HEADER, NEW_MEMBER, MEMBERS)
            .as(row -> new MemberAddResult(row.get(HEADER), row.get(NEW_MEMBER), row.get(MEMBERS)));

    static final Form<MemberRemoveRequest> REMOVE =
            Form.<MemberRemoveRequest>empty().with(ID, MemberRemoveRequest::id);

    static final Form<MemberUpdateRequest> UPDATE = Form.<MemberUpdateRequest>empty()
            .with(ID, MemberUpdateRequest::id)
            .with(NEW_PEER_URLS, MemberUpdateRequest::peerUrls);

    static final Form<MemberPromoteRequest> PROMOTE =
            Form.<MemberPromoteRequest>empty().with(ID, MemberPromoteRequest::id);

    private ClusterJson() {}
}
