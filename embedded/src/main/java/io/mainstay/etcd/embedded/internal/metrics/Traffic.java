package io.mainstay.etcd.embedded.internal.metrics;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came through the doors of a server: calls and streams by method and outcome, messages, bytes. In etcd the JSON
 * gateway calls its own gRPC server, so what comes through the gateway counts as well. Thread-safe, and cheap to add
 * to.
 */
public final class Traffic {
    private static final Set<String> ONE_WAY =
            Set.of("Maintenance/Snapshot", "Election/Observe", "KV/RangeStream", "Health/Watch");
    private static final Set<String> TWO_WAY = Set.of("Watch/Watch", "Lease/LeaseKeepAlive");
    private static final int MOST_VERSIONS = 64;
    private static final String UNKNOWN = "unknown";

    private final Map<String, Method> methods = new ConcurrentSkipListMap<>();
    private final Map<List<String>, LongAdder> clients = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder healthy = new LongAdder();
    private final LongAdder unwell = new LongAdder();

    /** Nothing yet. */
    public Traffic() {}

    /** What is counted of a method. */
    private static final class Method {
        private final List<String> labels;
        private final LongAdder started = new LongAdder();
        private final LongAdder messagesIn = new LongAdder();
        private final LongAdder messagesOut = new LongAdder();
        private final LongAdder[] handled =
                Arrays.stream(Status.Code.values()).map(code -> new LongAdder()).toArray(LongAdder[]::new);

        Method(String fullName) {
            int slash = fullName.indexOf('/');
            String service = fullName.substring(0, slash);
            labels = List.of(
                    "grpc_method",
                    fullName.substring(slash + 1),
                    "grpc_service",
                    service,
                    "grpc_type",
                    typeOf(fullName.substring(service.lastIndexOf('.') + 1)));
        }

        private static String typeOf(String shortName) {
            return TWO_WAY.contains(shortName)
                    ? "bidi_stream"
                    : ONE_WAY.contains(shortName) ? "server_stream" : "unary";
        }

        boolean isUnary() {
            return labels.get(5).equals("unary");
        }
    }

    /** A call or stream under way. Of what it is told after its end nothing counts twice. */
    public final class Call {
        private final Method method;
        private boolean ended;

        private Call(Method method) {
            this.method = method;
        }

        /** A message of so many bytes came in. */
        public void received(long bytes) {
            method.messagesIn.increment();
            received.add(bytes);
        }

        /** A message of so many bytes went out. */
        public void sent(long bytes) {
            method.messagesOut.increment();
            sent.add(bytes);
        }

        /** It is over. */
        public synchronized void ended(Status.Code code) {
            if (!ended) {
                ended = true;
                method.handled[code.value()].increment();
            }
        }
    }

    /**
     * A call or stream of a method that is served begins.
     *
     * @param fullName the service, a slash and the method
     * @param clientVersion what its client calls itself in the header {@code client-api-version}; null for nothing
     */
    public Call begin(String fullName, @Nullable String clientVersion) {
        Method method = methods.computeIfAbsent(fullName, Method::new);
        method.started.increment();
        String type = method.isUnary() ? "unary" : "stream";
        List<String> client =
                List.of("client_api_version", clientVersion == null ? UNKNOWN : clientVersion, "type", type);
        boolean known = clients.containsKey(client) || clients.size() < MOST_VERSIONS;
        List<String> counted = known ? client : List.of("client_api_version", UNKNOWN, "type", type);
        clients.computeIfAbsent(counted, first -> new LongAdder()).increment();
        return new Call(method);
    }

    /** Somebody asked for {@code /health} and was told this. */
    public void health(boolean well) {
        (well ? healthy : unwell).increment();
    }

    /** Writes it all. */
    public void write(MetricsPage page) {
        page.counter("etcd_network_client_grpc_received_bytes_total", "Bytes of clients' messages.", received.sum());
        page.counter("etcd_network_client_grpc_sent_bytes_total", "Bytes of messages to clients.", sent.sum());
        page.counter("etcd_server_health_failures", "Times that /health told of trouble.", unwell.sum());
        page.counter("etcd_server_health_success", "Times that /health was well.", healthy.sum());
        if (!methods.isEmpty()) {
            page.begin("etcd_server_client_requests_total", "Calls and streams by their client's version.", "counter");
            clients.forEach((labels, count) -> page.sample("etcd_server_client_requests_total", labels, count.sum()));
            handled(page);
            each(page, "grpc_server_msg_received_total", "Messages from clients.", method -> method.messagesIn.sum());
            each(page, "grpc_server_msg_sent_total", "Messages to clients.", method -> method.messagesOut.sum());
            each(page, "grpc_server_started_total", "Calls and streams that began.", method -> method.started.sum());
        }
    }

    private void each(MetricsPage page, String name, String help, ToLongFunction<Method> count) {
        page.begin(name, help, "counter");
        methods.values().forEach(method -> page.sample(name, method.labels, count.applyAsLong(method)));
    }

    private void handled(MetricsPage page) {
        String name = "grpc_server_handled_total";
        page.begin(name, "Calls and streams that ended, by their outcome.", "counter");
        for (Method method : methods.values()) {
            for (Status.Code code : Status.Code.values()) {
                long count = method.handled[code.value()].sum();
                if (count > 0 || code == Status.Code.OK) {
                    List<String> labels = new ArrayList<>(List.of("grpc_code", nameOf(code)));
                    labels.addAll(method.labels);
                    page.sample(name, labels, count);
                }
            }
        }
    }

    /** A status as Go writes it. */
    private static String nameOf(Status.Code code) {
        return switch (code) {
            case OK -> "OK";
            case CANCELLED -> "Canceled";
            default ->
                Arrays.stream(code.name().split("_"))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
        };
    }
}
