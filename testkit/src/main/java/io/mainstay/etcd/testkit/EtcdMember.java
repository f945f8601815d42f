package io.mainstay.etcd.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The name, the ports and the folder of one member: what stays when its process ends.
 *
 * @param metricsPort where a member that speaks TLS to its clients answers in clear how it is
 */
record EtcdMember(String name, int clientPort, int peerPort, int metricsPort, Path folder) {
    private static final int PORTS = 3;

    /** The members {@code m0}, {@code m1} and so on, on ports that are free now and in new folders. */
    static List<EtcdMember> create(int count) {
        List<Integer> ports = LoopbackPorts.free(PORTS * count);
        return IntStream.range(0, count)
                .mapToObj(i -> new EtcdMember(
                        "m" + i,
                        ports.get(PORTS * i),
                        ports.get(PORTS * i + 1),
                        ports.get(PORTS * i + 2),
                        OrphanGuard.ofThisJvm().newFolder()))
                .toList();
    }

    /** The same place for a member of another name, which joins a cluster. */
    EtcdMember named(String other) {
        return new EtcdMember(other, clientPort, peerPort, metricsPort, folder);
    }

    String peerUrl() {
        return url(peerPort);
    }

    String clientUrl(RealEtcdOptions options) {
        return (options.tls().isPresent() ? "https" : "http") + "://" + LoopbackPorts.HOST + ":" + clientPort;
    }

    URI health(RealEtcdOptions options) {
        return URI.create(url(options.tls().isPresent() ? metricsPort : clientPort) + "/health");
    }

    Path log() {
        return folder.resolve("log");
    }

    /** What the server makes in its data folder after it has got its ports. */
    Path data() {
        return folder.resolve("data").resolve("member");
    }

    /** The command of this member among all members of its cluster. */
    Program program(List<EtcdMember> cluster, RealEtcdOptions options) {
        String peers = cluster.stream()
                .map(each -> each.name + "=" + url(each.peerPort))
                .collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(List.of(
                options.install().server().toAbsolutePath().toString(),
                "--name=" + name,
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + clientUrl(options),
                "--advertise-client-urls=" + clientUrl(options),
                "--listen-peer-urls=" + url(peerPort),
                "--initial-advertise-peer-urls=" + url(peerPort),
                "--initial-cluster=" + peers,
                "--initial-cluster-state=new",
                "--logger=zap",
                "--log-level=error"));
        if (!options.install().is("3.4")) {
            // A process that dies leaves what it wrote to the system: no test needs the disk to have it.
            command.add("--unsafe-no-fsync");
        }
        options.tls().ifPresent(tls -> {
            command.addAll(tls.serverFlags());
            command.add("--listen-metrics-urls=" + url(metricsPort));
        });
        options.flags().forEach(flag -> command.add(flag.replace(RealEtcdOptions.CLIENT_URL, clientUrl())));
        return new Program(command, options.environment());
    }

    private static String url(int port) {
        return "http://" + LoopbackPorts.HOST + ":" + port;
    }
}
