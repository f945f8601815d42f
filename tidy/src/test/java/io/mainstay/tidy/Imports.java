package io.mainstay.tidy;

import com.sun.source.tree.ImportTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file may import: no stars, and in shipped code only what its module may depend on, as the module table says.
 * A package called {@code internal} belongs to its module alone.
 */
final class Imports {

    private static final String GENERATED = "io.mainstay.etcd.proto";

    /** What the shipped code of a module sees: sibling modules, and packages of others by prefix. */
    private record Sight(Set<String> siblings, List<String> libraries) {}

    private static final List<String> GRPC = List.of("io.grpc.", "com.google.protobuf.");
    private static final List<String> GRPC_NETTY = List.of("io.grpc.", "com.google.protobuf.", "io.netty.");

    private static final Map<String, Sight> TABLE = Map.of(
            "client", new Sight(Set.of(), List.of()),
            "proto", new Sight(Set.of(), GRPC),
            "transport-grpc", new Sight(Set.of("client", "proto"), GRPC_NETTY),
            "transport-gateway", new Sight(Set.of("client"), List.of("com.fasterxml.jackson.core.")),
            "embedded",
                    new Sight(
                            Set.of("client", "proto"),
                            List.of("io.grpc.", "com.google.protobuf.", "io.netty.", "at.favre.lib.crypto.bcrypt.")),
            "testkit", new Sight(Set.of("client", "embedded"), List.of("org.junit.", "org.assertj.")),
            "examples", new Sight(Set.of("client"), List.of()),
            "console",
                    new Sight(
                            Set.of("client", "proto", "transport-grpc", "transport-gateway", "embedded"),
                            List.of("picocli.", "com.fasterxml.jackson.")));

    /** Modules that may see anything. */
    private static final Set<String> FREE = Set.of("bench", "tidy");

    /** Packages that every module sees. */
    private static final List<String> EVERYWHERE = List.of("java.", "javax.", "jdk.", "org.jspecify.");

    private final Map<String, String> moduleOfPackage = new HashMap<>();

    /** The rule for a repository with these files; where a package lives is learned from them. */
    Imports(List<SourceFile> files) {
        files.stream()
                .filter(SourceFile::isMain)
                .forEach(file -> moduleOfPackage.putIfAbsent(file.packageName(), file.module()));
    }

    List<Violation> check(SourceFile file) {
        List<Violation> found = new ArrayList<>();
        for (ImportTree statement : file.tree().getImports()) {
            String name = statement.getQualifiedIdentifier().toString();
            if (name.endsWith(".*")) {
                String advice = "import " + name + ": name each type that is used.";
                found.add(violation(file, statement, "star-import", advice));
            }
            if (file.isMain() && !FREE.contains(file.module())) {
                directionProblem(file, name)
                        .ifPresent(advice -> found.add(violation(file, statement, "import-direction", advice)));
            }
        }
        return found;
    }

    private Optional<String> directionProblem(SourceFile file, String name) {
        Sight sight = TABLE.get(file.module());
        if (sight == null) {
            return Optional.of("module " + file.module() + " has no row in the table of Imports: add one.");
        }
        if (!name.startsWith("io.mainstay.")) {
            boolean seen = EVERYWHERE.stream().anyMatch(name::startsWith)
                    || sight.libraries().stream().anyMatch(name::startsWith);
            return seen
                    ? Optional.empty()
                    : Optional.of(file.module() + " may not see " + name + ": keep it behind a module that may.");
        }
        String owner = ownerOf(name);
        if (owner.equals(file.module())) {
            return Optional.empty();
        }
        if (!sight.siblings().contains(owner)) {
            return Optional.of(file.module() + " may not see " + owner + " (" + name + "): turn the dependency round.");
        }
        if (name.contains(".internal.")) {
            return Optional.of(
                    name + " is internal to " + owner + ": use its public face, or make what you need public.");
        }
        return Optional.empty();
    }

    /** The module with the longest package that starts the name; generated packages are the proto module's. */
    private String ownerOf(String name) {
        for (String at = name; at.contains("."); at = at.substring(0, at.lastIndexOf('.'))) {
            if (moduleOfPackage.containsKey(at)) {
                return moduleOfPackage.get(at);
            }
            if (at.equals(GENERATED)) {
                return "proto";
            }
        }
        return "an unknown module";
    }

    private static Violation violation(SourceFile file, ImportTree statement, String rule, String advice) {
        return new Violation(file.path(), file.firstLine(statement), rule, advice);
    }
}
