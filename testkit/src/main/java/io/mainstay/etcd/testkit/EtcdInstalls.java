package io.mainstay.etcd.testkit;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The search for real etcds: the one that {@code ETCD} names, then what {@code tools/get-etcd} brought (newest first),
 * then {@code PATH}.
 */
final class EtcdInstalls {
    private static final String VERSION_PREFIX = "etcd Version: ";

    private final Map<String, String> environment;

    EtcdInstalls(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** All that is found, each version once, the preferred first. */
    List<EtcdInstall> find() {
        Map<String, EtcdInstall> found = new LinkedHashMap<>();
        Stream.of(named().stream(), brought().stream(), onPath().stream())
                .flatMap(each -> each)
                .forEach(each -> found.putIfAbsent(each.version(), each));
        return List.copyOf(found.values());
    }

    private Optional<EtcdInstall> named() {
        String name = environment.getOrDefault("ETCD", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path server = Path.of(name).toAbsolutePath();
        if (!isProgram(server)) {
            throw new RealEtcdException("ETCD=" + name + " does not name a program; name an etcd, or unset ETCD");
        }
        return Optional.of(install(server));
    }

    private List<EtcdInstall> brought() {
        Path cache = cache();
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(each -> isProgram(each.resolve("etcd")))
                    .filter(each ->
                            Character.isDigit(each.getFileName().toString().charAt(0)))
                    .map(each -> install(each.getFileName().toString(), each.resolve("etcd")))
                    .sorted(Comparator.comparing((EtcdInstall each) -> Version.parse(each.version()))
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new RealEtcdException("Cannot list " + cache, e);
        }
    }

    private List<EtcdInstall> onPath() {
        List<EtcdInstall> found = new ArrayList<>();
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path server = Path.of(folder, "etcd").toAbsolutePath();
            if (!folder.isEmpty() && isProgram(server)) {
                found.add(install(server));
            }
        }
        return found;
    }

    private Path cache() {
        String home = environment.getOrDefault("MAINSTAY_HOME", "");
        if (!home.isEmpty()) {
            return Path.of(home, "etcd");
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!caches.isEmpty()) {
            return Path.of(caches, "mainstay", "etcd");
        }
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache", "mainstay", "etcd");
    }

    private static EtcdInstall install(Path server) {
        Program.Output output = new Program(List.of(server.toString(), "--version"), Map.of()).run();
        return output.stdout()
                .lines()
                .filter(line -> line.startsWith(VERSION_PREFIX))
                .map(line -> install(line.substring(VERSION_PREFIX.length()).strip(), server))
                .findFirst()
                .orElseThrow(() -> new RealEtcdException(server + " --version does not tell a version: " + output));
    }

    private static EtcdInstall install(String version, Path server) {
        Path ctl = server.resolveSibling("etcdctl");
        return new EtcdInstall(version, server, isProgram(ctl) ? Optional.of(ctl) : Optional.empty());
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
