import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.auth.Permission;
import io.etcd.jetcd.common.exception.CompactedException;
import io.etcd.jetcd.election.LeaderKey;
import io.etcd.jetcd.election.LeaderResponse;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.LeaseOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Checks that an etcd serves jetcd as an etcd does. */
final class Checks {
    private interface Chapter {
        void check(Client client) throws Exception;
    }

    private static String url;
    private static int failures;

    public static void main(String[] args) {
        url = args[0];
        chapter("kv", Checks::kv);
        chapter("watch", Checks::watch);
        chapter("lease", Checks::lease);
        chapter("lock", Checks::lock);
        chapter("election", Checks::election);
        chapter("cluster and maintenance", Checks::maintenance);
        chapter("auth", Checks::auth);
        if (failures > 0) {
            System.out.println(failures + " checks failed");
        }
        System.exit(failures > 0 ? 1 : 0);
    }

    private static void kv(Client client) throws Exception {
        KV kv = client.getKVClient();
        long first = get(kv.put(b("jetcd/a"), b("1"))).getHeader().getRevision();
        var again = get(kv.put(b("jetcd/a"), b("2"), PutOption.builder().withPrevKV().build()));
        same("a put is one revision", again.getHeader().getRevision(), first + 1);
        same("put gives what was", s(again.getPrevKv().getValue()), "1");
        get(kv.put(b("jetcd/b"), b("3")));
        same("prefix", all(get(kv.get(b("jetcd/"), prefix().build()))), "jetcd/a=2 jetcd/b=3");
        var sorted = prefix().withSortField(GetOption.SortTarget.VALUE).withSortOrder(GetOption.SortOrder.DESCEND);
        same("sort", all(get(kv.get(b("jetcd/"), sorted.build()))), "jetcd/b=3 jetcd/a=2");
        GetResponse page = get(kv.get(b("jetcd/"), prefix().withLimit(1).build()));
        same("limit, count, more", page.getKvs().size() + " " + page.getCount() + " " + page.isMore(), "1 2 true");
        GetOption old = GetOption.builder().withRevision(first).build();
        same("an old revision", all(get(kv.get(b("jetcd/a"), old))), "jetcd/a=1");
        TxnResponse txn = get(kv.txn()
                .If(new Cmp(b("jetcd/a"), Cmp.Op.EQUAL, CmpTarget.value(b("2"))))
                .Then(
                        Op.put(b("jetcd/a"), b("5"), PutOption.DEFAULT),
                        Op.get(b("jetcd/a"), GetOption.DEFAULT),
                        Op.delete(b("jetcd/b"), DeleteOption.DEFAULT))
                .Else(Op.get(b("none"), GetOption.DEFAULT))
                .commit());
        same("txn", txn.isSucceeded() + " " + all(txn.getGetResponses().get(0)), "true jetcd/a=5");
        same("txn deletes", txn.getDeleteResponses().get(0).getDeleted(), 1L);
        TxnResponse other = get(kv.txn()
                .If(new Cmp(b("jetcd/a"), Cmp.Op.GREATER, CmpTarget.version(9)))
                .Else(Op.txn(new Cmp[0], new Op[] {Op.get(b("jetcd/a"), GetOption.DEFAULT)}, new Op[0]))
                .commit());
        same("the other branch", other.isSucceeded(), false);
        same("delete", get(kv.delete(b("jetcd/a"))).getDeleted(), 1L);
        refused("no key", kv.put(ByteSequence.EMPTY, b("x")), "etcdserver: key is not provided");
        GetOption late = GetOption.builder().withRevision(first + 1_000_000).build();
        refused("to come", kv.get(b("a"), late), "etcdserver: mvcc: required revision is a future revision");
    }

    private static void watch(Client client) throws Exception {
        KV kv = client.getKVClient();
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        WatchOption option = WatchOption.builder()
                .withPrefix(b("w/"))
                .withPrevKV(true)
                .withCreateNotify(true)
                .build();
        long first;
        try (Watch.Watcher watcher = client.getWatchClient().watch(b("w/"), option, r -> {
            if (r.isCreatedNotify()) {
                events.add("created");
            }
            r.getEvents().forEach(e -> events.add(text(e)));
        })) {
            same("created", next(events), "created");
            first = get(kv.put(b("w/a"), b("1"))).getHeader().getRevision();
            get(kv.put(b("w/a"), b("2")));
            get(kv.delete(b("w/a")));
            same("put", next(events), "PUT w/a=1 was ");
            same("put, and what was", next(events), "PUT w/a=2 was 1");
            same("delete, and what was", next(events), "DELETE w/a= was 2");
        }
        WatchOption past = WatchOption.builder().withRevision(first + 1).withNoDelete(true).build();
        try (Watch.Watcher watcher = client.getWatchClient()
                .watch(b("w/a"), past, r -> r.getEvents().forEach(e -> events.add(text(e))))) {
            same("from a revision", next(events), "PUT w/a=2 was ");
            get(kv.put(b("w/a"), b("3")));
            same("without deletes", next(events), "PUT w/a=3 was ");
        }
        get(kv.compact(first + 2));
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        WatchOption gone = WatchOption.builder().withRevision(first).build();
        try (Watch.Watcher watcher = client.getWatchClient().watch(b("w/a"), gone, r -> {}, error::complete)) {
            Throwable compacted = get(error);
            same("compacted", compacted.getClass(), CompactedException.class);
            same("and from where it goes", ((CompactedException) compacted).getCompactedRevision(), first + 2);
        }
    }

    private static void lease(Client client) throws Exception {
        Lease leases = client.getLeaseClient();
        KV kv = client.getKVClient();
        long id = get(leases.grant(2)).getID();
        get(kv.put(b("lease/a"), b("1"), PutOption.builder().withLeaseId(id).build()));
        BlockingQueue<Long> alive = new LinkedBlockingQueue<>();
        try (var keeper = leases.keepAlive(id, observer(alive))) {
            for (int i = 0; i < 4; i++) {
                same("kept alive", next(alive), 2L);
            }
        }
        same("beyond its time", all(get(kv.get(b("lease/a")))), "lease/a=1");
        long long60 = get(leases.grant(60)).getID();
        get(kv.put(b("lease/b"), b("1"), PutOption.builder().withLeaseId(long60).build()));
        same("kept alive once", get(leases.keepAliveOnce(long60)).getTTL(), 60L);
        var left = get(leases.timeToLive(long60, LeaseOption.builder().withAttachedKeys().build()));
        same("granted", left.getGrantedTTL(), 60L);
        same("its keys", left.getKeys().stream().map(Checks::s).toList(), List.of("lease/b"));
        get(leases.revoke(long60));
        same("revoked, and its key with it", get(kv.get(b("lease/b"))).getCount(), 0L);
        refused("revoked twice", leases.revoke(long60), "etcdserver: requested lease not found");
        var lost = kv.put(b("lease/b"), b("1"), PutOption.builder().withLeaseId(long60).build());
        refused("put with none", lost, "etcdserver: requested lease not found");
    }

    private static void lock(Client client) throws Exception {
        long one = get(client.getLeaseClient().grant(60)).getID();
        long two = get(client.getLeaseClient().grant(60)).getID();
        ByteSequence key = get(client.getLockClient().lock(b("door"), one)).getKey();
        same("its key", s(key), "door/" + Long.toHexString(one));
        var waiting = client.getLockClient().lock(b("door"), two);
        await(() -> get(client.getKVClient().get(b("door/"), prefix().build())).getCount() == 2);
        same("the next waits", waiting.isDone(), false);
        get(client.getLockClient().unlock(key));
        same("and has it then", s(get(waiting).getKey()), "door/" + Long.toHexString(two));
        get(client.getLeaseClient().revoke(two));
        same("its lease ends it", s(get(client.getLockClient().lock(b("door"), one)).getKey()), s(key));
        get(client.getLeaseClient().revoke(one));
        refused("without its lease", client.getLockClient().lock(b("door"), one), "requested lease not found");
    }

    private static void election(Client client) throws Exception {
        Election election = client.getElectionClient();
        refused("no leader", election.leader(b("boss")), "NoLeaderException");
        long one = get(client.getLeaseClient().grant(60)).getID();
        long two = get(client.getLeaseClient().grant(60)).getID();
        LeaderKey first = get(election.campaign(b("boss"), one, b("one"))).getLeader();
        same("its key", s(first.getKey()), "boss/" + Long.toHexString(one));
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        election.observe(b("boss"), new Election.Listener() {
            @Override
            public void onNext(LeaderResponse response) {
                seen.add(s(response.getKv().getValue()));
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onCompleted() {}
        });
        same("observed", next(seen), "one");
        get(election.proclaim(first, b("one again")));
        same("proclaimed", next(seen), "one again");
        var next = election.campaign(b("boss"), two, b("two"));
        await(() -> get(client.getKVClient().get(b("boss/"), prefix().build())).getCount() == 2);
        get(election.resign(first));
        LeaderKey second = get(next).getLeader();
        same("the next leads", s(get(election.leader(b("boss"))).getKv().getValue()), "two");
        same("observed", next(seen), "two");
        refused("proclaimed by who resigned", election.proclaim(first, b("x")), "NotLeaderException");
        get(election.resign(second));
        for (long lease : List.of(one, two)) {
            get(client.getLeaseClient().revoke(lease));
        }
    }

    private static void maintenance(Client client) throws Exception {
        var status = get(client.getMaintenanceClient().statusMember(url));
        same("it leads", status.getLeader(), status.getHeader().getMemberId());
        same("its version", status.getVersion().startsWith("3."), true);
        var members = get(client.getClusterClient().listMember()).getMembers();
        same("one member", members.size() + " " + members.get(0).getClientURIs(), "1 [" + url + "]");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        long size = get(client.getMaintenanceClient().snapshot(file));
        same("a snapshot, whole", size == file.size() && size % 512 == 32, true);
        same("alarms", get(client.getMaintenanceClient().listAlarms()).getAlarms().size(), 0);
        get(client.getMaintenanceClient().defragmentMember(url));
        var hash = get(client.getMaintenanceClient().hashKV(url, 0));
        same("a steady hash", get(client.getMaintenanceClient().hashKV(url, 0)).getHash(), hash.getHash());
        get(client.getMaintenanceClient().moveLeader(status.getLeader()));
        refused("lead by nobody", client.getMaintenanceClient().moveLeader(1), "etcdserver: bad leader transferee");
    }

    private static void auth(Client client) throws Exception {
        var auth = client.getAuthClient();
        get(auth.roleAdd(b("root")));
        get(auth.userAdd(b("root"), b("pw")));
        get(auth.userGrantRole(b("root"), b("root")));
        get(auth.roleAdd(b("part")));
        get(auth.roleGrantPermission(b("part"), b("part/"), b("part0"), Permission.Type.READWRITE));
        get(auth.userAdd(b("ann"), b("secret")));
        get(auth.userGrantRole(b("ann"), b("part")));
        refused("twice", auth.userAdd(b("ann"), b("x")), "etcdserver: user name already exists");
        same("roles", get(auth.userGet(b("ann"))).getRoles(), List.of("part"));
        Permission granted = get(auth.roleGet(b("part"))).getPermissions().get(0);
        same("what it may", granted.getPermType(), Permission.Type.READWRITE);
        get(auth.authEnable());
        try (Client root = user("root", "pw");
                Client ann = user("ann", "secret");
                Client wrong = user("ann", "wrong")) {
            try {
                // A certificate stands for a user, even without a name.
                String nobody = System.getenv("FOREIGN_CA") == null ? "user name is empty" : "permission denied";
                refused("without a name", client.getKVClient().get(b("part/a")), "etcdserver: " + nobody);
                get(ann.getKVClient().put(b("part/a"), b("1")));
                same("what is granted", all(get(ann.getKVClient().get(b("part/"), prefix().build()))), "part/a=1");
                refused("what is not", ann.getKVClient().get(b("other")), "etcdserver: permission denied");
                refused("only for root", ann.getAuthClient().userList(), "etcdserver: permission denied");
                refused("a wrong password", wrong.getKVClient().get(b("part/a")), "authentication failed");
                BlockingQueue<String> events = new LinkedBlockingQueue<>();
                WatchOption created = WatchOption.builder().withCreateNotify(true).build();
                try (Watch.Watcher watcher = ann.getWatchClient().watch(b("part/a"), created, r -> {
                    if (r.isCreatedNotify()) {
                        events.add("created");
                    }
                    r.getEvents().forEach(e -> events.add(text(e)));
                })) {
                    same("watch", next(events), "created");
                    get(root.getKVClient().put(b("part/a"), b("2")));
                    same("watched", next(events), "PUT part/a=2 was ");
                }
                same("users", get(root.getAuthClient().userList()).getUsers(), List.of("ann", "root"));
            } finally {
                get(root.getAuthClient().authDisable());
            }
        }
        for (String user : List.of("ann", "root")) {
            get(auth.userDelete(b(user)));
        }
        for (String role : List.of("part", "root")) {
            get(auth.roleDelete(b(role)));
        }
    }

    /** A client of the server, with the TLS that the environment tells of. */
    private static ClientBuilder builder() {
        ClientBuilder builder = Client.builder().endpoints(url);
        String ca = System.getenv("FOREIGN_CA");
        if (ca == null) {
            return builder;
        }
        try {
            return builder.sslContext(tls -> tls.trustManager(new File(ca))
                    .keyManager(new File(System.getenv("FOREIGN_CERT")), new File(System.getenv("FOREIGN_KEY"))));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Client user(String name, String password) {
        return builder().user(b(name)).password(b(password)).build();
    }

    private static void chapter(String name, Chapter chapter) {
        System.out.println("# " + name);
        try (Client client = builder().build()) {
            chapter.check(client);
        } catch (Exception e) {
            failures++;
            System.out.println("FAIL " + name + " ended early: " + e);
        }
    }

    private static void same(String what, Object got, Object want) {
        if (Objects.equals(got, want)) {
            System.out.println("ok   " + what);
        } else {
            failures++;
            System.out.println("FAIL " + what + ": got " + got + ", want " + want);
        }
    }

    private static void refused(String what, CompletableFuture<?> call, String text) throws Exception {
        try {
            get(call);
            same(what, "no refusal", text);
        } catch (ExecutionException e) {
            StringBuilder words = new StringBuilder();
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                words.append(cause).append("; ");
            }
            same(what, words.indexOf(text) >= 0 ? text : words.toString(), text);
        }
    }

    private interface Probe {
        boolean holds() throws Exception;
    }

    private static void await(Probe probe) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (!probe.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("did not come about");
            }
        }
    }

    private static <T> T get(CompletableFuture<T> call) throws Exception {
        return call.get(20, SECONDS);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return queue.poll(20, SECONDS);
    }

    private static StreamObserver<LeaseKeepAliveResponse> observer(BlockingQueue<Long> ttls) {
        return new StreamObserver<>() {
            @Override
            public void onNext(LeaseKeepAliveResponse response) {
                ttls.add(response.getTTL());
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onCompleted() {}
        };
    }

    private static GetOption.Builder prefix() {
        return GetOption.builder().isPrefix(true);
    }

    private static String text(WatchEvent event) {
        KeyValue was = event.getPrevKV();
        return event.getEventType() + " " + s(event.getKeyValue().getKey()) + "=" + s(event.getKeyValue().getValue())
                + " was " + (was == null ? "" : s(was.getValue()));
    }

    private static String all(GetResponse response) {
        return response.getKvs().stream()
                .map(kv -> s(kv.getKey()) + "=" + s(kv.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static ByteSequence b(String text) {
        return ByteSequence.from(text, UTF_8);
    }

    private static String s(ByteSequence bytes) {
        return bytes.toString(UTF_8);
    }
}
