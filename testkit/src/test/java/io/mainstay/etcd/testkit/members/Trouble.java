package io.mainstay.etcd.testkit.members;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.DowngradeRequest;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The same trouble for any three members: the leader goes, a follower goes, the quorum is lost, and all come back; then
 * a follower stands still for a while, and the lead is handed on. What calls and streams meet is told line by line.
 */
final class Trouble implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final long LEASE = 77;

    private final Trio trio;
    private final List<Transport> lines;
    private final List<String> told = new ArrayList<>();

    Trouble(Trio trio) {
        this.trio = trio;
        this.lines = trio.endpoints().stream()
                .map(endpoint -> new GrpcTransportProvider().connect(Endpoint.parse(endpoint)))
                .toList();
    }

    @Override
    public void close() {
        lines.forEach(Transport::close);
    }

    /** All of it. */
    List<String> run() throws Exception {
        int leader = leader();
        int first = (leader + 1) % 3;
        int second = (leader + 2) % 3;
        tell("begin", "put", ask(first, Rpcs.PUT, Op.put("k", "v"), false));
        tell(
                "begin",
                "grant",
                ask(second, Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofSeconds(600), LEASE), false));
        WatchLine ofLeader = WatchLine.open(lines.get(leader), CallContext.PLAIN);
        WatchLine patient = WatchLine.open(lines.get(first), CallContext.PLAIN);
        WatchLine insistent = WatchLine.open(lines.get(first), CallContext.REQUIRE_LEADER);

        leaderGoes(leader, first, ofLeader);
        told.add("patient watch: " + patient.next() + ", insistent watch: " + insistent.next());
        trio.restart().accept(leader);
        untilLed(leader);
        tell("leader back", "read", ask(leader, Rpcs.RANGE, Op.get("k"), false));
        tell("leader back", "put", ask(leader, Rpcs.PUT, Op.put("k", "x"), false));
        told.add("patient watch: " + patient.next() + ", insistent watch: " + insistent.next());

        quorumGoes(leader, second, first);
        told.add("insistent watch ends: " + insistent.end());
        withoutQuorum(first);
        told.add("patient watch is open: " + patient.isOpen());

        trio.restart().accept(second);
        trio.restart().accept(leader);
        untilLed(first);
        tell("quorum back", "put", ask(first, Rpcs.PUT, Op.put("k", "y"), false));
        tell("quorum back", "read", ask(first, Rpcs.RANGE, Op.get("k"), true));
        told.add("patient watch: " + patient.next());
        patient.cancel();

        untilLed(second);
        untilLed(leader);
        int last = leader();
        followerStandsStill(last, (last + 1) % 3);
        leadIsHandedOn(last, (last + 2) % 3);
        return told;
    }

    private void followerStandsStill(int leader, int follower) throws Exception {
        WatchLine watch = WatchLine.open(lines.get(follower), CallContext.PLAIN);
        trio.pause().accept(follower);
        CompletableFuture<String> late = ask(follower, Rpcs.PUT, Op.put("k", "late"), false);
        tell("follower paused", "put at the leader", ask(leader, Rpcs.PUT, Op.put("k", "z"), false));
        told.add("follower paused, its put is answered: " + late.isDone());
        trio.resume().accept(follower);
        tell("follower resumed", "its put", late);
        told.add("its watch: " + watch.next() + ", " + watch.next() + ", open: " + watch.isOpen());
        watch.cancel();
    }

    private void leadIsHandedOn(int leader, int next) throws Exception {
        long term = status(leader).raft().term();
        long target = status(next).header().memberId();
        tell("not the leader", "move", ask(next, Rpcs.MOVE_LEADER, new MoveLeaderRequest(target), false));
        tell("the leader", "move to nobody", ask(leader, Rpcs.MOVE_LEADER, new MoveLeaderRequest(1), false));
        tell("the leader", "move", ask(leader, Rpcs.MOVE_LEADER, new MoveLeaderRequest(target), false));
        for (int member = 0; member < lines.size(); member++) {
            int each = member;
            await("the new leader", () -> status(each).raft().leader() == target);
        }
        told.add("terms since: " + (status(next).raft().term() - term));
        tell("lead handed on", "put", ask(leader, Rpcs.PUT, Op.put("k", "last"), false));
        tell("lead handed on", "lease", ask(leader, Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(LEASE), false));
    }

    private void leaderGoes(int leader, int first, WatchLine ofLeader) throws Exception {
        long term = status(first).raft().term();
        long old = status(first).raft().leader();
        trio.kill().accept(leader);
        told.add("watch at the leader ends: " + ofLeader.endCode());
        await("another leader", () -> {
            long now = status(first).raft().leader();
            return now != 0 && now != old;
        });
        tell("leader gone", "its calls", code(ask(leader, Rpcs.RANGE, Op.get("k"), false)));
        tell("leader gone", "put", ask(first, Rpcs.PUT, Op.put("k", "w"), false));
        await("a higher term", () -> status(first).raft().term() > term);
        tell("leader gone", "insistent read", ask(first, Rpcs.RANGE, Op.get("k"), true));
        tell("leader gone", "member add", ask(first, Rpcs.MEMBER_ADD, member(), false));
    }

    private void quorumGoes(int one, int other, int left) throws Exception {
        trio.kill().accept(one);
        trio.kill().accept(other);
        await("no leader", () -> status(left).raft().leader() == 0);
    }

    private void withoutQuorum(int left) throws Exception {
        Map<String, CompletableFuture<String>> outcomes = new LinkedHashMap<>();
        outcomes.put("insistent read", ask(left, Rpcs.RANGE, Op.get("k"), true));
        outcomes.put("insistent status", ask(left, Rpcs.STATUS, new StatusRequest(), true));
        calls(left, outcomes);
        for (Map.Entry<String, CompletableFuture<String>> outcome : outcomes.entrySet()) {
            tell("no quorum", outcome.getKey(), outcome.getValue());
        }
        told.add("status errors: " + status(left).errors());
        for (String page : List.of("/health", "/health?serializable=true", "/livez")) {
            told.add(page + ": " + page(left, page));
        }
    }

    private void calls(int at, Map<String, CompletableFuture<String>> to) {
        RangeRequest read = Op.get("k");
        to.put("read", ask(at, Rpcs.RANGE, read, false));
        to.put("serializable read", ask(at, Rpcs.RANGE, read.asSerializable(), false));
        to.put("put", ask(at, Rpcs.PUT, Op.put("k", "no"), false));
        to.put("delete", ask(at, Rpcs.DELETE_RANGE, Op.delete("k"), false));
        to.put("reading txn", ask(at, Rpcs.TXN, Op.txn(t -> t.then(read)), false));
        to.put("serializable txn", ask(at, Rpcs.TXN, Op.txn(t -> t.then(read.asSerializable())), false));
        to.put("writing txn", ask(at, Rpcs.TXN, Op.txn(t -> t.then(Op.put("k", "no"))), false));
        to.put("compact", ask(at, Rpcs.COMPACT, new CompactRequest(1, false), false));
        to.put("grant", ask(at, Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofSeconds(60), 78), false));
        to.put("revoke", ask(at, Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(LEASE), false));
        to.put("time to live", ask(at, Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(LEASE, false), false));
        to.put("leases", ask(at, Rpcs.LEASE_LEASES, new LeaseLeasesRequest(), false));
        to.put("keep-alive", KeepAliveLine.ask(lines.get(at), LEASE));
        to.put("members", ask(at, Rpcs.MEMBER_LIST, new MemberListRequest(true), false));
        to.put("members known", ask(at, Rpcs.MEMBER_LIST, new MemberListRequest(false), false));
        to.put("member add", ask(at, Rpcs.MEMBER_ADD, member(), false));
        to.put("promote", ask(at, Rpcs.MEMBER_PROMOTE, new MemberPromoteRequest(1), false));
        to.put("alarms", ask(at, Rpcs.ALARM, AlarmRequest.list(), false));
        to.put("hash of keys", ask(at, Rpcs.HASH_KV, new HashKvRequest(0), false));
        to.put("hash", ask(at, Rpcs.HASH, new HashRequest(), false));
        to.put("defragment", ask(at, Rpcs.DEFRAGMENT, new DefragmentRequest(), false));
        to.put("move leader", ask(at, Rpcs.MOVE_LEADER, new MoveLeaderRequest(1), false));
        to.put(
                "downgrade",
                ask(at, Rpcs.DOWNGRADE, new DowngradeRequest(DowngradeRequest.Action.VALIDATE, "3.5"), false));
        to.put("auth status", ask(at, Rpcs.AUTH_STATUS, new AuthStatusRequest(), false));
        to.put("authenticate", ask(at, Rpcs.AUTHENTICATE, new AuthenticateRequest("a", Secret.of("b")), false));
        to.put("users", ask(at, Rpcs.USER_LIST, new UserListRequest(), false));
        Bytes name = Bytes.utf8("name");
        to.put("lock", ask(at, Rpcs.LOCK, new LockRequest(name, LEASE), false));
        to.put("unlock", ask(at, Rpcs.UNLOCK, new UnlockRequest(name), false));
        to.put("campaign", ask(at, Rpcs.CAMPAIGN, new CampaignRequest(name, LEASE, name), false));
        to.put("leader", ask(at, Rpcs.LEADER, new LeaderRequest(name), false));
    }

    private static MemberAddRequest member() {
        return new MemberAddRequest(List.of("http://127.0.0.1:1"), false);
    }

    private int leader() throws Exception {
        await("a leader", () -> status(0).raft().leader() != 0);
        long leader = status(0).raft().leader();
        for (int i = 0; i < lines.size(); i++) {
            if (status(i).header().memberId() == leader) {
                return i;
            }
        }
        throw new AssertionError("nobody is the leader " + leader);
    }

    private void untilLed(int member) throws Exception {
        await("a leader of " + member, () -> status(member).raft().leader() != 0);
    }

    /** Asks again and again until something is so. */
    private static void await(String what, Question question) throws Exception {
        try (SystemClock clock = new SystemClock("trouble-clock")) {
            long until = clock.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!question.holds()) {
                assertThat(clock.nanoTime() - until).as(what).isNegative();
            }
        }
    }

    @FunctionalInterface
    private interface Question {
        boolean holds() throws Exception;
    }

    private StatusResult status(int member) throws Exception {
        CompletableFuture<StatusResult> answer = new CompletableFuture<>();
        lines.get(member).call(Rpcs.STATUS, new StatusRequest(), CallContext.PLAIN, new ResponseHandler<>() {
            @Override
            public void onResponse(StatusResult status) {
                answer.complete(status);
            }

            @Override
            public void onFailure(TransportFailure failure) {
                answer.completeExceptionally(new AssertionError(failure.toString()));
            }
        });
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private <Q, R> CompletableFuture<String> ask(int member, Rpc<Q, R> rpc, Q request, boolean insists) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        CallContext context = insists ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
        lines.get(member).call(rpc, request, context, new ResponseHandler<R>() {
            @Override
            public void onResponse(R response) {
                outcome.complete(response instanceof RangeResult range ? "count " + range.count() : "answered");
            }

            @Override
            public void onFailure(TransportFailure failure) {
                outcome.complete(failure.code() + " " + failure.text());
            }
        });
        return outcome;
    }

    private static CompletableFuture<String> code(CompletableFuture<String> outcome) {
        return outcome.thenApply(each -> each.split(" ", 2)[0]);
    }

    private void tell(String when, String what, CompletableFuture<String> outcome) throws Exception {
        told.add(when + ", " + what + ": " + outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private String page(int member, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(trio.endpoints().get(member) + path))
                .build();
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
    }
}
