package io.mainstay.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clients that are compared, in the order in which they run and are shown. */
enum PeerKind {
    MAINSTAY("mainstay", "Mainstay", "io.mainstay.bench.peer.MainstayPeer", "mainstay-client"),
    STUB("stub", "grpc-java stub", "io.mainstay.bench.peer.StubPeer", "grpc-stub"),
    JETCD("jetcd", "jetcd", "io.mainstay.bench.jetcd.JetcdPeer", "jetcd-core"),
    ETCD_JAVA("etcd-java", "etcd-java", "io.mainstay.bench.etcdjava.EtcdJavaPeer", "etcd-java");

    private final String id;
    private final String title;
    private final String className;
    private final String jar;

    PeerKind(String id, String title, String className, String jar) {
        this.id = id;
        this.title = title;
        this.className = className;
        this.jar = jar;
    }

    static Optional<PeerKind> byId(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    static String ids() {
        return Arrays.stream(values()).map(PeerKind::id).collect(Collectors.joining(", "));
    }

    /** What the command line and the files call it. */
    String id() {
        return id;
    }

    String className() {
        return className;
    }

    /** The class that watches and keeps leases with it. */
    String watchClassName() {
        return className.substring(0, className.length() - "Peer".length()) + "WatchPeer";
    }

    /** The name with the version, which the jar on its class path tells. */
    String label(Path target) throws IOException {
        try (Stream<Path> jars = Files.list(lib(target))) {
            return jars.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(jar + "-"))
                    .map(name -> title + " " + name.substring(jar.length() + 1, name.length() - ".jar".length()))
                    .findFirst()
                    .orElse(title);
        }
    }

    /** The class path of its JVM: its libraries, and the load generator as compiled with it or in this program. */
    String classPath(Path target, Path ownClasses) throws IOException {
        Path compiled = home(target).resolve("classes");
        try (Stream<Path> jars = Files.list(lib(target))) {
            List<Path> all = Stream.concat(
                            Stream.of(Files.isDirectory(compiled) ? compiled : ownClasses), jars.sorted())
                    .toList();
            return all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private Path lib(Path target) {
        return home(target).resolve("lib");
    }

    private Path home(Path target) {
        return target.resolve("peers").resolve(id);
    }
}
