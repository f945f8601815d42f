package io.mainstay.etcd.testkit;

import java.util.List;

/**
 * A real etcd that a test talks to and may hurt: one member, or a cluster whose members suffer together.
 *
 * <p>Every method may be called from any thread, and those that change something block until it has happened. What does
 * not succeed is a {@link RealEtcdException} with the server's last words.
 */
public sealed interface EtcdUnderTest extends AutoCloseable permits RealEtcd, RealEtcdCluster {

    /** The version of the server, as {@code 3.6.16}. */
    String version();

    /** The client addresses of all members, as {@code http://127.0.0.1:23456}; they never change. */
    List<String> endpoints();

    /** Whether every process of it lives; a paused one does. */
    boolean isRunning();

    /** Ends it in order (SIGTERM), resumed first if paused; its data stay. Does nothing where it has ended. */
    void stop();

    /** Ends it without warning (SIGKILL); its data stay. Does nothing where it has ended. */
    void kill();

    /** Starts it again with the same data and addresses, killed first if it runs, and waits until it is healthy. */
    void restart();

    /** Freezes it (SIGSTOP): it keeps its connections and answers nothing. */
    void pause();

    /** Lets it run on after {@link #pause()}. */
    void resume();

    /** The command {@code etcdctl} of the same version, set on this etcd. */
    Etcdctl etcdctl();

    /** Ends it for good and removes its data. */
    @Override
    void close();
}
