package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bad examples are put together at run time, so that this file is not one itself. */
class StrangersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"repo1.example.org/maven2", "registry.example.com", "mirror.example.net/x", "deb.example.org"})
    void aRegistryIsFound(String host) {
        assertThat(check("<url>https:/" + "/" + host + "</url>")).containsExactly("registry-host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "root", "farm", "home/ann", "Users/ann"})
    void aFolderOfOneMachineIsFound(String folder) {
        String path = "/" + folder + "/" + "project";
        assertThat(check("cd " + path)).containsExactly("machine-path");
        assertThat(check("HOME=" + path)).containsExactly("machine-path");
        assertThat(check("Path.of(\"" + path + "\")")).containsExactly("machine-path");
    }

    @Test
    void theRestIsLeftAlone() {
        assertThat(check("see https://etcd.io/docs and https://maven.apache.org/xsd/maven-4.0.0.xsd"))
                .isEmpty();
        assertThat(check("ls /usr/lib/jvm src/work/x ./home/ann/x")).isEmpty();
    }

    @Test
    void theMessageSaysTheLine() {
        assertThat(Strangers.check(Map.of("a/b.sh", "one\ncd /" + "work/x\n")))
                .singleElement()
                .asString()
                .startsWith("a/b.sh:2: [machine-path] /" + "work/x");
    }

    private static List<String> check(String line) {
        return Strangers.check(Map.of("a.txt", line)).stream()
                .map(Violation::rule)
                .toList();
    }
}
