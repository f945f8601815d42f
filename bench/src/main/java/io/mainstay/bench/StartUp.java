package io.mainstay.bench;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.testkit.EtcdInstall;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * From nothing to the first answered put, server and client and their end included: once in a JVM that has done nothing
 * yet, and then again and again. To be run in a JVM of its own for each kind of server.
 */
final class StartUp {
    private static final SystemClock CLOCK = new SystemClock("start-up-clock");

    private StartUp() {}

    /**
     * Prints a line: the kind of server, and milliseconds of the first and of the median of all later starts.
     *
     * @param arguments {@code in-process}, {@code grpc} or {@code real}; how many later starts
     */
    public static void main(String[] arguments) {
        DoubleSupplier start = switch (arguments[0]) {
            case "in-process" -> StartUp::inProcess;
            case "grpc" -> StartUp::overGrpc;
            case "real" -> real();
            default -> throw new BenchException("no such kind of server: " + arguments[0]);
        };
        double first = start.getAsDouble();
        double[] later = new double[Integer.parseInt(arguments[1])];
        Arrays.setAll(later, i -> start.getAsDouble());
        Arrays.sort(later);
        System.out.printf("%-12s %8.0f ms %9.2f ms%n", arguments[0], first, later[later.length / 2]);
        CLOCK.close();
    }

    private static double inProcess() {
        long begin = CLOCK.nanoTime();
        try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
                EtcdClient client =
                        EtcdClient.builder().transport(etcd.transports()).build()) {
            client.kv().put("a", "b");
        }
        return since(begin);
    }

    private static double overGrpc() {
        long begin = CLOCK.nanoTime();
        try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
                EtcdClient client = EtcdClient.connect(etcd.endpoint())) {
            client.kv().put("a", "b");
        }
        return since(begin);
    }

    private static DoubleSupplier real() {
        EtcdInstall install = RealEtcd.installed().stream()
                .findFirst()
                .orElseThrow(() -> new BenchException("no real etcd found; run tools/get-etcd"));
        return () -> {
            long begin = CLOCK.nanoTime();
            try (RealEtcd etcd = RealEtcd.start(RealEtcdOptions.of(install));
                    EtcdClient client = EtcdClient.connect(etcd.endpoint())) {
                client.kv().put("a", "b");
            }
            return since(begin);
        };
    }

    private static double since(long begin) {
        return (CLOCK.nanoTime() - begin) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
