import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.ibm.etcd.api.Event;
import com.ibm.etcd.api.KeyValue;
import com.ibm.etcd.api.PutRequest;
import com.ibm.etcd.api.RangeRequest;
import com.ibm.etcd.api.RangeRequest.SortOrder;
import com.ibm.etcd.api.RangeRequest.SortTarget;
import com.ibm.etcd.api.RangeResponse;
import com.ibm.etcd.api.TxnResponse;
import com.ibm.etcd.client.EtcdClient;
import com.ibm.etcd.client.KeyUtils;
import com.ibm.etcd.client.kv.KvClient;
import com.ibm.etcd.client.kv.KvClient.WatchIterator;
import com.ibm.etcd.client.lease.LeaseClient;
import com.ibm.etcd.client.lease.PersistentLease;
import com.ibm.etcd.client.utils.EtcdLeaderElection;
import com.ibm.etcd.client.utils.PersistentLeaseKey;
import com.ibm.etcd.client.utils.RangeCache;
import com.ibm.etcd.client.watch.RevisionCompactedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Checks that an etcd serves etcd-java as an etcd does. */
final class Checks {
    private interface Chapter {
        void check(EtcdClient client) throws Exception;
    }

    private static URI url;
    private static int failures;

    public static void main(String[] args) {
        url = URI.create(args[0]);
        chapter("kv", Checks::kv);
        chapter("watch", Checks::watch);
        chapter("lease", Checks::lease);
        chapter("persistent lease", Checks::persistentLease);
        chapter("lock", Checks::lock);
        chapter("range cache", Checks::cache);
        chapter("leader election", Checks::election);
        chapter("auth", Checks::auth);
        if (failures > 0) {
            System.out.println(failures + " checks failed");
        }
        System.exit(failures > 0 ? 1 : 0);
    }

    private static void kv(EtcdClient client) throws Exception {
        KvClient kv = client.getKvClient();
        long first = kv.put(b("java/a"), b("1")).sync().getHeader().getRevision();
        var again = kv.put(b("java/a"), b("2")).prevKv().sync();
        same("a put is one revision", again.getHeader().getRevision(), first + 1);
        same("put gives what was", s(again.getPrevKv().getValue()), "1");
        kv.put(b("java/b"), b("3")).sync();
        same("prefix", all(kv.get(b("java/")).asPrefix().sync()), "java/a=2 java/b=3");
        var sorted = kv.get(b("java/")).asPrefix().sorted(SortTarget.VALUE, SortOrder.DESCEND);
        same("sort", all(sorted.sync()), "java/b=3 java/a=2");
        RangeResponse page = kv.get(b("java/")).asPrefix().limit(1).sync();
        same("limit, count, more", page.getKvsCount() + " " + page.getCount() + " " + page.getMore(), "1 2 true");
        same("an old revision", all(kv.get(b("java/a")).revision(first).sync()), "java/a=1");
        same("count", kv.get(b("java/")).asPrefix().countOnly().sync().getCount(), 2L);
        TxnResponse txn = kv.txnIf()
                .cmpEqual(b("java/a")).value(b("2")).and().notExists(b("java/none"))
                .then()
                .put(PutRequest.newBuilder().setKey(b("java/a")).setValue(b("5")))
                .get(RangeRequest.newBuilder().setKey(b("java/a")))
                .sync();
        same("txn", txn.getSucceeded() + " " + all(txn.getResponses(1).getResponseRange()), "true java/a=5");
        same("the other branch", kv.txnIf().exists(b("java/none")).then().noop().sync().getSucceeded(), false);
        same("delete", kv.delete(b("java/")).asPrefix().sync().getDeleted(), 2L);
        refused("no key", () -> kv.put(ByteString.EMPTY, b("x")).sync(), "etcdserver: key is not provided");
        refused("to come", () -> kv.get(b("a")).revision(first + 1_000_000).sync(), "future revision");
    }

    private static void watch(EtcdClient client) throws Exception {
        KvClient kv = client.getKvClient();
        long first = kv.put(b("w/a"), b("1")).sync().getHeader().getRevision();
        try (WatchIterator watch = kv.watch(b("w/")).asPrefix().prevKv().startRevision(first).start()) {
            kv.put(b("w/a"), b("2")).sync();
            kv.delete(b("w/a")).sync();
            same("from a revision, and live", events(watch, 3), "PUT w/a=1 was , PUT w/a=2 was 1, DELETE w/a= was 2");
        }
        kv.put(b("w/b"), b("x")).sync();
        get(kv.compact(first + 2, true));
        try (WatchIterator gone = kv.watch(b("w/a")).startRevision(first).start()) {
            refused("compacted", () -> events(gone, 1), RevisionCompactedException.class.getName());
        }
    }

    private static void lease(EtcdClient client) throws Exception {
        LeaseClient leases = client.getLeaseClient();
        KvClient kv = client.getKvClient();
        long id = leases.grant(60).sync().getID();
        kv.put(b("lease/a"), b("1"), id).sync();
        same("kept alive once", get(leases.keepAliveOnce(id)).getTTL(), 60L);
        var left = get(leases.ttl(id, true));
        same("granted, and its keys", left.getGrantedTTL() + " " + s(left.getKeys(0)), "60 lease/a");
        same("listed", get(leases.list()).getLeasesList().stream().anyMatch(l -> l.getID() == id), true);
        get(leases.revoke(id));
        same("revoked, and its key with it", kv.get(b("lease/a")).sync().getCount(), 0L);
        refused("put with none", () -> kv.put(b("lease/a"), b("1"), id).sync(), "requested lease not found");
        same("its time", get(leases.ttl(id)).getTTL(), -1L);
    }

    private static void persistentLease(EtcdClient client) throws Exception {
        KvClient kv = client.getKvClient();
        PersistentLease lease = client.getLeaseClient().maintain().minTtl(10).keepAliveFreq(4).start();
        long id = get(lease);
        same("active", lease.getState(), PersistentLease.LeaseState.ACTIVE);
        PersistentLeaseKey key = new PersistentLeaseKey(client, lease, b("persistent/a"), b("1"), null);
        get(key.startWithFuture());
        same("its key", all(kv.get(b("persistent/a")).sync()), "persistent/a=1");
        get(client.getLeaseClient().revoke(id));
        await(() -> lease.getState() == PersistentLease.LeaseState.ACTIVE && lease.getLeaseId() != 0
                && kv.get(b("persistent/a")).sync().getCount() == 1);
        same("comes back when it is revoked", all(kv.get(b("persistent/a")).sync()), "persistent/a=1");
        get(key.closeWithFuture());
        lease.close();
        await(() -> kv.get(b("persistent/a")).sync().getCount() == 0);
        same("and goes when it is closed", kv.get(b("persistent/a")).sync().getCount(), 0L);
    }

    private static void lock(EtcdClient client) throws Exception {
        long one = client.getLeaseClient().grant(60).sync().getID();
        long two = client.getLeaseClient().grant(60).sync().getID();
        ByteString key = client.getLockClient().lock(b("door")).withLease(one).sync().getKey();
        same("its key", s(key), "door/" + Long.toHexString(one));
        var waiting = client.getLockClient().lock(b("door")).withLease(two).async();
        await(() -> client.getKvClient().get(b("door/")).asPrefix().sync().getCount() == 2);
        same("the next waits", waiting.isDone(), false);
        client.getLockClient().unlock(key).sync();
        same("and has it then", s(get(waiting).getKey()), "door/" + Long.toHexString(two));
        for (long lease : List.of(one, two)) {
            get(client.getLeaseClient().revoke(lease));
        }
        refused("without its lease", () -> client.getLockClient().lock(b("door")).withLease(one).sync(),
                "requested lease not found");
    }

    private static void cache(EtcdClient client) throws Exception {
        KvClient kv = client.getKvClient();
        for (int i = 0; i < 50; i++) {
            kv.put(b("cache/" + i), b("v" + i)).sync();
        }
        try (RangeCache cache = new RangeCache(client, b("cache/"))) {
            get(cache.start());
            same("filled", cache.size(), 50);
            same("get", s(cache.get(b("cache/7")).getValue()), "v7");
            kv.put(b("cache/7"), b("new")).sync();
            await(() -> s(cache.get(b("cache/7")).getValue()).equals("new"));
            kv.delete(b("cache/8")).sync();
            // It says that a key is gone a moment before it counts one less.
            await(() -> !cache.keyExists(b("cache/8")) && cache.size() == 49);
            same("followed", s(cache.get(b("cache/7")).getValue()), "new");
            long revision = cache.put(b("cache/9"), b("mine"));
            same("put through it", all(kv.get(b("cache/9")).revision(revision).sync()), "cache/9=mine");
            same("put where it was", cache.put(b("cache/9"), b("x"), revision - 1).succ(), false);
            same("deleted through it", cache.delete(b("cache/9")), true);
        }
    }

    private static void election(EtcdClient client) throws Exception {
        EtcdLeaderElection one = new EtcdLeaderElection(client, b("boss/"), "one");
        one.start();
        await(one::isLeader);
        try (EtcdClient other = connect().build();
                EtcdLeaderElection two = new EtcdLeaderElection(other, b("boss/"), "two")) {
            two.start();
            await(() -> "one".equals(two.getLeaderId()));
            same("the second follows", two.isLeader(), false);
            one.close();
            await(two::isLeader);
            same("and leads when the first has gone", two.getLeaderId(), "two");
        }
    }

    /** It has no calls for users: those go over the gateway. */
    private static void auth(EtcdClient client) throws Exception {
        post("auth/user/add", "{'name':'root','password':'pw'}", "");
        post("auth/user/grant", "{'user':'root','role':'root'}", "");
        post("auth/role/add", "{'name':'part'}", "");
        post("auth/role/grant", "{'name':'part','perm':{'permType':2,'key':'" + base64("part/") + "','range_end':'"
                + base64("part0") + "'}}", "");
        post("auth/user/add", "{'name':'ann','password':'secret'}", "");
        post("auth/user/grant", "{'user':'ann','role':'part'}", "");
        post("auth/enable", "{}", "");
        try (EtcdClient ann = connect().withCredentials("ann", "secret").build();
                EtcdClient wrong = connect().withCredentials("ann", "wrong").build()) {
            refused("without a name", () -> client.getKvClient().get(b("part/a")).sync(), "user name is empty");
            ann.getKvClient().put(b("part/a"), b("1")).sync();
            same("what is granted", all(ann.getKvClient().get(b("part/")).asPrefix().sync()), "part/a=1");
            refused("what is not", () -> ann.getKvClient().get(b("other")).sync(), "etcdserver: permission denied");
            refused("a wrong password", () -> wrong.getKvClient().get(b("part/a")).sync(), "authentication failed");
            try (WatchIterator watch = ann.getKvClient().watch(b("part/")).asPrefix().prevKv().startRevision(
                    ann.getKvClient().get(b("part/a")).sync().getKvs(0).getModRevision()).start()) {
                same("watched", events(watch, 1), "PUT part/a=1 was ");
            }
        } finally {
            String answer = post("auth/authenticate", "{'name':'root','password':'pw'}", "");
            String token = answer.replaceAll("(?s).*\"token\": ?\"([^\"]*)\".*", "$1");
            post("auth/disable", "{}", token);
            post("auth/user/delete", "{'name':'ann'}", "");
            post("auth/user/delete", "{'name':'root'}", "");
            post("auth/role/delete", "{'role':'part'}", "");
        }
    }

    private static String post(String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/v3/" + path))
                .POST(BodyPublishers.ofString(body.replace('\'', '"')));
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return answer.body();
    }

    private static EtcdClient.Builder connect() {
        return EtcdClient.forEndpoint(url.getHost(), url.getPort()).withPlainText();
    }

    private static void chapter(String name, Chapter chapter) {
        System.out.println("# " + name);
        try (EtcdClient client = connect().build()) {
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

    private static void refused(String what, Callable<?> call, String text) {
        try {
            same(what, "no refusal but " + call.call(), text);
        } catch (Exception e) {
            StringBuilder words = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                words.append(cause).append("; ");
            }
            same(what, words.indexOf(text) >= 0 ? text : words.toString(), text);
        }
    }

    private static void await(Callable<Boolean> probe) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (!probe.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("did not come about");
            }
        }
    }

    private static <T> T get(ListenableFuture<T> call) throws Exception {
        return call.get(20, SECONDS);
    }

    private static String events(WatchIterator watch, int count) {
        List<String> all = new ArrayList<>();
        while (all.size() < count) {
            for (Event e : watch.next().getEvents()) {
                all.add(e.getType() + " " + s(e.getKv().getKey()) + "=" + s(e.getKv().getValue()) + " was "
                        + s(e.getPrevKv().getValue()));
            }
        }
        return String.join(", ", all);
    }

    private static String all(RangeResponse response) {
        return response.getKvsList().stream()
                .map((KeyValue kv) -> s(kv.getKey()) + "=" + s(kv.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ByteString b(String text) {
        return KeyUtils.bs(text);
    }

    private static String s(ByteString bytes) {
        return bytes.toStringUtf8();
    }
}
