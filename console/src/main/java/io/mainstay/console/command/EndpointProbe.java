package io.mainstay.console.command;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks endpoints one by one how they are. */
public final class EndpointProbe {
    private final Connection connection;
    private final Clock clock;

    /** A probe of the endpoints of a connection. */
    public EndpointProbe(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** A probe of every address that the members of the cluster give to clients. */
    public EndpointProbe ofCluster() {
        List<String> all = connection.with(client -> client.cluster().members().stream()
                .flatMap(member -> member.clientUrls().stream())
                .toList());
        return new EndpointProbe(
                new Connection(all, connection.dialTimeout(), connection.commandTimeout(), connection.listener()),
                clock);
    }

    /** Whether each endpoint serves reads that need a quorum, and has no alarm. */
    public List<EndpointHealth> health() {
        return connection.endpoints().stream().map(this::health).toList();
    }

    /** How each endpoint stands; {@code failed} is told of those that do not answer. */
    public List<EndpointStatus> status(BiConsumer<String, RuntimeException> failed) {
        return ask(
                endpoint -> new EndpointStatus(
                        endpoint, call(endpoint, client -> client.cluster().status())),
                failed);
    }

    /** What the keys of each endpoint hash to up to a revision; {@code failed} is told of those that do not answer. */
    public List<EndpointHash> hashKv(long revision, BiConsumer<String, RuntimeException> failed) {
        return ask(
                endpoint -> new EndpointHash(
                        endpoint, call(endpoint, client -> client.cluster().hashKv(revision))),
                failed);
    }

    /**
     * Defragments the member at each endpoint, one after the other, because none answers anything else meanwhile.
     *
     * @param done told of each with the time it took
     * @param failed told of those that could not be
     */
    public void defragment(BiConsumer<String, Duration> done, BiConsumer<String, RuntimeException> failed) {
        for (String endpoint : connection.endpoints()) {
            long start = clock.nanoTime();
            try {
                call(endpoint, client -> {
                    try (Maintenance member = client.cluster().maintenance(endpoint)) {
                        return member.defragment(connection.commandTimeout());
                    }
                });
                done.accept(endpoint, Duration.ofNanos(clock.nanoTime() - start));
            } catch (EtcdException | UnreachableException e) {
                failed.accept(endpoint, e);
            }
        }
    }

    private EndpointHealth health(String endpoint) {
        long start = clock.nanoTime();
        String error = "";
        Duration took;
        try {
            error = call(endpoint, EndpointProbe::alarms);
        } catch (EtcdException | UnreachableException e) {
            error = String.valueOf(e.getMessage());
        } finally {
            took = Duration.ofNanos(clock.nanoTime() - start);
        }
        return new EndpointHealth(endpoint, took, error);
    }

    private static String alarms(EtcdClient client) {
        try {
            client.kv().get("health");
        } catch (PermissionDeniedException agreed) {
            // The refusal, too, was agreed on by a quorum.
        }
        List<Alarm> alarms = client.cluster().alarms();
        return alarms.isEmpty()
                ? ""
                : "Active Alarm(s): "
                        + alarms.stream()
                                .map(alarm -> alarm.type() == AlarmType.NONE
                                        ? "UNKNOWN"
                                        : alarm.type().toString())
                                .collect(Collectors.joining(" "));
    }

    private <T> T call(String endpoint, Function<EtcdClient, T> work) {
        return connection.to(endpoint).with(work);
    }

    private <T> List<T> ask(Function<String, T> question, BiConsumer<String, RuntimeException> failed) {
        List<T> answers = new ArrayList<>();
        for (String endpoint : connection.endpoints()) {
            try {
                answers.add(question.apply(endpoint));
            } catch (EtcdException | UnreachableException e) {
                failed.accept(endpoint, e);
            }
        }
        return answers;
    }
}
