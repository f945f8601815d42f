package io.mainstay.etcd.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests of the extension on JUnit 5.10, the oldest it is to work with, in a JVM of their own. */
class OldestJUnitTest {
    @Test
    void theExtensionWorksTheSame() throws Exception {
        Process tests = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--disable-banner",
                        "--disable-ansi-colors",
                        "--details=tree",
                        "--select-class=" + EtcdExtensionTest.class.getName(),
                        "--select-class=" + IsolationTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tests.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("\\[ +[1-9][0-9]+ tests successful +]");
        assertThat(said).containsPattern("\\[ +0 tests failed +]");
    }

    /** This test's own, with that JUnit in place of ours. */
    private static String classPath() {
        List<String> ours = List.of("junit-", "opentest4j-", "apiguardian-", "testng-engine-");
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> ours.stream()
                                        .noneMatch(Path.of(entry).getFileName().toString()::startsWith)),
                        Stream.of(System.getProperty("mainstay.oldest.junit")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
