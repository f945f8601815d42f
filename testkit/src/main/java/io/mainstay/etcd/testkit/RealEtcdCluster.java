package io.mainstay.etcd.testkit;

import java.util.List;

/**
 * A cluster of three real etcd members on this machine.
 *
 * <p>A test hurts one of them through {@link #member(int)}, or all of them at once through this.
 */
public final class RealEtcdCluster implements EtcdUnderTest {
    private static final int SIZE = 3;

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
