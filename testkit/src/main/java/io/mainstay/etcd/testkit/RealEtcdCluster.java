package io.mainstay.etcd.testkit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A cluster of three real etcd members on this machine.
 *
 * <p>A test hurts one of them through {@link #member(int)}, or all of them at once through this.
 */
public final class RealEtcdCluster implements EtcdUnderTest {
    private static final int SIZE = 3;
    private static final int TRIES = 60;
    private static final Executor A_LITTLE_LATER = CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS);

    private final List<RealEtcd> members;

    private RealEtcdCluster(List<RealEtcd> members) {
        this.members = members;
    }

    /** Starts three members and waits until each of them is healthy, which means that it knows a leader. */
    public static RealEtcdCluster start(RealEtcdOptions options) {
        return RealEtcd.start(() -> EtcdMember.create(SIZE), options, RealEtcdCluster::new);
    }

    /** The members; they keep their place when they are killed and restarted. */
    public List<RealEtcd> members() {
        return members;
    }

    /**
     * One of the three members.
     *
     * @param number 0, 1 or 2
     */
    public RealEtcd member(int number) {
        return members.get(number);
    }

    /**
     * Takes a member out of the cluster, and ends it (SIGKILL). Its data are worth nothing then: {@link #rejoin} is the
     * way back.
     *
     * @param number 0, 1 or 2; the two others must run
     * @throws RealEtcdException when the cluster does not let it go within some tries
     */
    public void wipe(int number) {
        RealEtcd gone = member(number);
        Etcdctl others = etcdctlWithout(number);
        String line = others.print("member", "list")
                .lines()
                .filter(each -> each.contains(gone.place().peerUrl()))
                .findFirst()
                .orElseThrow(() -> new RealEtcdException("the cluster does not know " + gone));
        change(others, "member", "remove", line.substring(0, line.indexOf(',')));
        gone.kill();
    }

    /**
     * Lets a member join that was {@linkplain #wipe wiped}: without data, under a new id, at the same addresses. Waits
     * until it is healthy.
     *
     * @param number 0, 1 or 2; the two others must run
     * @throws RealEtcdException when the cluster does not take it within some tries, or it does not start in time
     */
    public void rejoin(int number) {
        RealEtcd back = member(number);
        EtcdMember place = back.place();
        change(etcdctlWithout(number), "member", "add", place.name(), "--peer-urls=" + place.peerUrl());
        back.relaunchEmpty();
        back.awaitHealth();
    }

    private Etcdctl etcdctlWithout(int number) {
        List<String> others = members.stream()
                .filter(each -> each != member(number))
                .map(RealEtcd::endpoint)
                .toList();
        return member(number).etcdctl(others);
    }

    /** A cluster in which somebody is new, or away, refuses to change for some seconds. */
    private static void change(Etcdctl etcdctl, String... arguments) {
        for (int i = 1; ; i++) {
            try {
                etcdctl.print(arguments);
                return;
            } catch (RealEtcdException e) {
                if (i == TRIES) {
                    throw e;
                }
                CompletableFuture.runAsync(() -> {}, A_LITTLE_LATER).join();
            }
        }
    }

    @Override
    public String version() {
        return member(0).version();
    }

    @Override
    public List<String> endpoints() {
        return members.stream().map(RealEtcd::endpoint).toList();
    }

    @Override
    public boolean isRunning() {
        return members.stream().allMatch(RealEtcd::isRunning);
    }

    @Override
    public void stop() {
        members.forEach(RealEtcd::stop);
    }

    @Override
    public void kill() {
        members.forEach(RealEtcd::kill);
    }

    @Override
    public void restart() {
        members.forEach(RealEtcd::kill);
        members.forEach(RealEtcd::relaunch);
        members.forEach(RealEtcd::awaitHealth);
    }

    @Override
    public void pause() {
        members.forEach(RealEtcd::pause);
    }

    @Override
    public void resume() {
        members.forEach(RealEtcd::resume);
    }

    @Override
    public Etcdctl etcdctl() {
        return member(0).etcdctl(endpoints());
    }

    @Override
    public void close() {
        members.forEach(RealEtcd::close);
    }

    @Override
    public String toString() {
        return "cluster of real etcd " + version() + " at " + String.join(",", endpoints());
    }
}
