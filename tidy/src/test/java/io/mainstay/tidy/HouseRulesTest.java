package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house rules, on this repository. */
class HouseRulesTest {

    private static Repository repository;
    private static List<SourceFile> files;

    @BeforeAll
    static void readTheRepository() {
        repository = Repository.here();
        files = repository.javaFiles();
        assertThat(files).as("Java files found").hasSizeGreaterThan(20);
    }

    @Test
    void linesFilesMethodsAndConstructorsAreSmall() throws IOException {
        Sizes sizes = new Sizes(longFiles());
        sizes.notes(files).forEach(System.out::println);
        Violation.expectNone(
                files.stream().flatMap(file -> sizes.check(file).stream()).toList());
        Violation.expectNone(sizes.checkList(files));
    }

    @Test
    void timeAndThreadsComeFromOnePlace() {
        Violation.expectNone(
                files.stream().flatMap(file -> BannedCalls.check(file).stream()).toList());
    }

    @Test
    void importsFollowTheModuleTable() {
        Imports imports = new Imports(files);
        Violation.expectNone(
                files.stream().flatMap(file -> imports.check(file).stream()).toList());
    }

    @Test
    void packagesSayWhatTheyAre() {
        Violation.expectNone(Packages.check(files));
    }

    @Test
    void internalTypesHaveUsers() {
        Violation.expectNone(UnusedTypes.check(files, repository.serviceFiles()));
    }

    @Test
    void trackedFilesAreOfNoParticularMachine() {
        Map<String, String> texts = repository.trackedTexts();
        assertThat(texts).containsKey("pom.xml");
        Violation.expectNone(Strangers.check(texts));
    }

    @TestFactory
    List<DynamicTest> packagesOfAModuleFormNoRing() {
        List<Path> compiled = repository.modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        assertThat(compiled).as("modules that are compiled").isNotEmpty();
        return compiled.stream()
                .map(classes -> DynamicTest.dynamicTest(
                        classes.getParent().getParent().getFileName().toString(),
                        () -> assertThat(PackageCycles.in(classes)).isEmpty()))
                .toList();
    }

    private static Map<String, String> longFiles() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HouseRulesTest.class.getResourceAsStream("/large-files.txt")),
                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.strip().split("\\s+", 2);
                    reasons.put(parts[0], parts.length < 2 ? "" : parts[1]);
                }
            }
        }
        return reasons;
    }
}
