package io.mainstay.etcd.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The name, the ports and the folder of one member: what stays when its process ends. */
record EtcdMember(String name, int clientPort, int peerPort, Path folder) {

    /** The members {@code m0}, {@code m1} and so on, on ports that are free now and in new folders. */
    static List<EtcdMember> create(int count) {
        List<Integer> ports = LoopbackPorts.free(2 * count);
        return IntStream.range(0, count)
                .mapToObj(i -> new EtcdMember(
                        "m" + i,
                        ports.get(2 * i),
                        ports.get(2 * i + 1),
                        OrphanGuard.ofThisJvm().newFolder()))
                .toList();
    }

    String clientUrl() {
        return url(clientPort);
    }

    URI health() {
        return URI.create(clientUrl() + "/health");
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
                options.install().server().toString(),
                "--name=" + name,
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + clientUrl(),
                "--advertise-client-urls=" + clientUrl(),
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
        command.addAll(options.flags());
        return new Program(command, options.environment());
    }

    private static String url(int port) {
        return "http://" + LoopbackPorts.HOST + ":" + port;
    }
}
