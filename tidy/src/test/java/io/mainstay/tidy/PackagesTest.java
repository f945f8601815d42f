package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {

    private static final SourceFile TYPE =
            JavaParser.parse("client/src/main/java/a/kv/A.java", "package a.kv;\nclass A {}");

    @Test
    void aPackageWithoutInfoIsFound() {
        assertThat(Packages.check(List.of(TYPE)))
                .singleElement()
                .hasToString("client/src/main/java/a/kv/package-info.java:1: [package-info] the package needs a"
                        + " package-info.java that says what it is and is @NullMarked.");
    }

    @Test
    void anInfoMustBeNullMarked() {
        assertThat(Packages.check(List.of(TYPE, info("package a.kv;")))).hasSize(1);
        assertThat(Packages.check(List.of(TYPE, info("@Deprecated package a.kv;"))))
                .hasSize(1);
        assertThat(Packages.check(List.of(TYPE, info("@NullMarked package a.kv;"))))
                .isEmpty();
    }

    @Test
    void testPackagesNeedNoInfo() {
        assertThat(Packages.check(
                        List.of(JavaParser.parse("client/src/test/java/a/kv/A.java", "package a.kv;\nclass A {}"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "util", "utils", "helper", "misc"})
    void aPackageNamedAfterNothingIsFound(String name) {
        assertThat(Packages.check(List.of(JavaParser.parse(
                        "client/src/test/java/a/" + name + "/b/A.java", "package a." + name + ".b;\nclass A {}"))))
                .extracting(Violation::rule)
                .containsExactly("package-name");
    }

    private static SourceFile info(String text) {
        return JavaParser.parse("client/src/main/java/a/kv/package-info.java", text);
    }
}
