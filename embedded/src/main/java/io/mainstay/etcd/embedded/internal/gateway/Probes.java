package io.mainstay.etcd.embedded.internal.gateway;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.embedded.internal.json.MessageWriter;
import io.mainstay.etcd.embedded.internal.procedure.Backing;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The pages by which one asks how a server is: {@code /health}, {@code /livez}, {@code /readyz}, {@code /version},
 * {@code /metrics}.
 */
final class Probes {
    static final String METRICS = "/metrics";
    private static final List<String> METRICS_TEXT =
            List.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    private static final List<String> OF_LIFE = List.of("serializable_read");
    private static final List<String> OF_READINESS =
            List.of("data_corruption", "serializable_read", "linearizable_read", "non_learner");

    private final Transport inner;
    private final Backing backing;

    Probes(Backing backing) {
        this.inner = backing.itself();
        this.backing = backing;
    }

    /** Whether there is such a page. */
    static boolean knows(String path) {
        return path.equals("/health")
                || path.equals(METRICS)
                || path.equals("/version")
                || checks(path, "/livez", OF_LIFE) != null
                || checks(path, "/readyz", OF_READINESS) != null;
    }

    /** The page; it never fails. */
    CompletableFuture<Page> page(Asked asked) {
        String path = asked.path();
        if (path.equals("/health")) {
            return health(asked);
        }
        if (path.equals("/version")) {
            return version();
        }
        if (path.equals(METRICS)) {
            return CompletableFuture.completedFuture(
                    new Page(200, METRICS_TEXT, backing.metrics().get()));
        }
        List<String> life = checks(path, "/livez", OF_LIFE);
        List<String> wanted = life != null ? life : checks(path, "/readyz", OF_READINESS);
        return checked(wanted == null ? List.of() : wanted, asked);
    }

    /** The checks of a path: all of a page, or the one that stands behind it. */
    private static @Nullable List<String> checks(String path, String page, List<String> all) {
        if (path.equals(page)) {
            return all;
        }
        String one = path.startsWith(page + "/") ? path.substring(page.length() + 1) : "";
        return all.contains(one) ? List.of(one) : null;
    }

    private CompletableFuture<Page> version() {
        return call(Rpcs.STATUS, new StatusRequest()).handle((status, failed) -> {
            if (status == null) {
                return Page.text(503, reason(failed) + "\n");
            }
            String cluster = status.version().replaceFirst("^(\\d+\\.\\d+)\\..*$", "$1.0");
            StringBuilder json = new StringBuilder("{\"etcdserver\":");
            MessageWriter.write(status.version(), json);
            MessageWriter.write(cluster, json.append(",\"etcdcluster\":"));
            if (!status.storageVersion().isEmpty()) {
                MessageWriter.write(status.storageVersion(), json.append(",\"storage\":"));
            }
            return new Page(200, Page.JSON, json.append('}').toString());
        });
    }

    private CompletableFuture<Page> health(Asked asked) {
        boolean serializable = asked.all("serializable").contains("true");
        List<String> excluded = asked.all("exclude");
        return call(Rpcs.ALARM, new AlarmRequest(AlarmRequest.Action.GET, 0, AlarmType.NONE))
                .thenApply(alarms -> alarm(alarms, excluded))
                .thenCombine(call(Rpcs.STATUS, new StatusRequest()), (alarm, status) -> {
                    boolean leaderless =
                            alarm.isEmpty() && !serializable && status.raft().leader() == 0;
                    return leaderless ? "RAFT NO LEADER" : alarm;
                })
                .exceptionally(failed -> "ALARM ERROR:" + reason(failed))
                .thenCompose(unwell -> unwell.isEmpty()
                        ? read(serializable)
                                .handle((r, failed) -> failed == null ? "" : "RANGE ERROR:" + reason(failed))
                        : CompletableFuture.completedFuture(unwell))
                .thenApply(this::health);
    }

    private Page health(String unwell) {
        backing.traffic().health(unwell.isEmpty());
        StringBuilder json =
                new StringBuilder("{\"health\":\"").append(unwell.isEmpty()).append("\",\"reason\":");
        MessageWriter.write(unwell, json);
        json.append('}');
        return unwell.isEmpty()
                ? new Page(200, Page.TEXT, json.toString())
                : Page.text(503, json.append('\n').toString());
    }

    private static String alarm(AlarmResult alarms, List<String> excluded) {
        return alarms.alarms().stream()
                .map(alarm -> alarm.type().name())
                .filter(type -> !excluded.contains(type))
                .findFirst()
                .map(type -> "ALARM " + type)
                .orElse("");
    }

    private CompletableFuture<Page> checked(List<String> wanted, Asked asked) {
        List<CompletableFuture<String>> lines = wanted.stream()
                .filter(check -> !asked.all("exclude").contains(check))
                .map(check -> check(check)
                        .handle((ok, failed) -> failed == null
                                ? "[+]" + check + " ok\n"
                                : "[-]" + check + " failed: " + reason(failed) + "\n"))
                .toList();
        return CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new)).thenApply(all -> {
            String told =
                    String.join("", lines.stream().map(CompletableFuture::join).toList());
            boolean well = !told.contains("[-]");
            boolean verbose = asked.has("verbose");
            return well ? Page.text(200, (verbose ? told : "") + "ok\n") : Page.text(503, told + "\n");
        });
    }

    private CompletableFuture<?> check(String name) {
        return switch (name) {
            case "data_corruption" ->
                call(Rpcs.ALARM, new AlarmRequest(AlarmRequest.Action.GET, 0, AlarmType.CORRUPT))
                        .thenAccept(Probes::refuseCorrupt);
            case "non_learner" -> call(Rpcs.STATUS, new StatusRequest()).thenAccept(Probes::refuseLearner);
            default -> read(name.equals("serializable_read"));
        };
    }

    private static void refuseCorrupt(AlarmResult alarms) {
        for (Alarm alarm : alarms.alarms()) {
            throw new IllegalStateException("alarm activated: " + alarm.type());
        }
    }

    private static void refuseLearner(StatusResult status) {
        if (status.learner()) {
            throw new IllegalStateException("not supported for learner");
        }
    }

    private CompletableFuture<RangeResult> read(boolean serializable) {
        RangeRequest one = new RangeRequest(
                new KeyRange(Bytes.of((byte) 'a'), Bytes.EMPTY),
                0,
                1,
                Sort.NONE,
                RevisionFilter.NONE,
                RangeRequest.Projection.ALL,
                serializable);
        return call(Rpcs.RANGE, one);
    }

    private <Q, R> CompletableFuture<R> call(Rpc<Q, R> rpc, Q request) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        ResponseHandler<R> handler = new ResponseHandler<>() {
            @Override
            public void onResponse(R answer) {
                outcome.complete(answer);
            }

            @Override
            public void onFailure(TransportFailure failure) {
                outcome.completeExceptionally(new IllegalStateException(failure.text()));
            }
        };
        try {
            var unused = inner.call(rpc, request, CallContext.PLAIN, handler);
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
        return outcome;
    }

    private static String reason(Throwable failed) {
        Throwable why = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        return String.valueOf(why.getMessage());
    }
}
