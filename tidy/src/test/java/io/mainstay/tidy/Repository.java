package io.mainstay.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The checkout that the rules look at. */
final class Repository {

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /** The checkout around the working directory. */
    static Repository here() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve(".mvn"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException(
                    "no .mvn folder above " + Path.of("").toAbsolutePath());
        }
        return new Repository(at);
    }

    /** The folders of the modules: those beside the root's pom that have a pom. */
    List<Path> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(f -> Files.exists(f.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every Java file under the modules' {@code src}, parsed. */
    List<SourceFile> javaFiles() {
        return JavaParser.parse(read(sources(".java")));
    }

    /** Path and text of the files that make classes known to {@code ServiceLoader}. */
    Map<String, String> serviceFiles() {
        return read(sources("").stream()
                .filter(f -> f.toString().contains("META-INF/services"))
                .toList());
    }

    /**
     * Path and text of every file that is text and tracked by git, or about to be. Where there is no git, every file
     * but what a build leaves behind.
     */
    Map<String, String> trackedTexts() {
        try {
            Process git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() == 0) {
                return read(Stream.of(names.split("\0"))
                        .filter(name -> !name.isEmpty())
                        .map(root::resolve)
                        .filter(Files::isRegularFile)
                        .toList());
            }
        } catch (IOException e) {
            System.out.println("no git here, looking at all files: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return read(
                walk(root).filter(file -> !isLeftBehind(root.relativize(file))).toList());
    }

    private static boolean isLeftBehind(Path file) {
        for (Path part : file) {
            if (List.of(".git", ".mainstay", "target").contains(part.toString())) {
                return true;
            }
        }
        return false;
    }

    private List<Path> sources(String ending) {
        return modules().stream()
                .map(module -> module.resolve("src"))
                .filter(Files::isDirectory)
                .flatMap(Repository::walk)
                .filter(file -> file.toString().endsWith(ending))
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> read(List<Path> files) {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files) {
            try {
                byte[] bytes = Files.readAllBytes(file);
                if (!isBinary(bytes)) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    texts.put(path, new String(bytes, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static boolean isBinary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 8_000); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
