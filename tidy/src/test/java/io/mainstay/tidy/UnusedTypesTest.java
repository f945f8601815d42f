package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnusedTypesTest {

    private static final SourceFile LONELY = file(
            "client/src/main/java/a/internal/Lonely.java", "package a.internal;\npublic class Lonely { Lonely me; }");

    @Test
    void aPublicInternalTypeWithoutAUserIsFound() {
        SourceFile mention =
                file("client/src/main/java/a/B.java", "package a;\n/** Lonely. */\nclass B { String s = \"Lonely\"; }");
        assertThat(UnusedTypes.check(List.of(LONELY, mention), Map.of()))
                .singleElement()
                .hasToString("client/src/main/java/a/internal/Lonely.java:2: [unused-type] nobody uses the public type"
                        + " Lonely: delete it, or take its public away.");
    }

    @Test
    void anotherFileMakesItUsed() {
        SourceFile user = file("client/src/main/java/a/B.java", "package a;\nimport a.internal.Lonely;\nclass B {}");
        assertThat(UnusedTypes.check(List.of(LONELY, user), Map.of())).isEmpty();
    }

    @Test
    void aTestBesideItDoesNotButATestElsewhereDoes() {
        SourceFile beside = file(
                "client/src/test/java/a/internal/LonelyTest.java",
                "package a.internal;\nclass LonelyTest { Lonely l; }");
        SourceFile elsewhere =
                file("testkit/src/test/java/b/T.java", "package b;\nimport a.internal.Lonely;\nclass T {}");
        assertThat(UnusedTypes.check(List.of(LONELY, beside), Map.of())).hasSize(1);
        assertThat(UnusedTypes.check(List.of(LONELY, elsewhere), Map.of())).isEmpty();
    }

    @Test
    void aServiceFileMakesItUsed() {
        assertThat(UnusedTypes.check(List.of(LONELY), Map.of("META-INF/services/a.S", "a.internal.Lonely\n")))
                .isEmpty();
    }

    @Test
    void theRestIsLeftAlone() {
        SourceFile hidden = file("client/src/main/java/a/internal/H.java", "package a.internal;\nclass H {}");
        SourceFile face = file("client/src/main/java/a/Face.java", "package a;\npublic class Face {}");
        assertThat(UnusedTypes.check(List.of(hidden, face), Map.of())).isEmpty();
    }

    private static SourceFile file(String path, String text) {
        return JavaParser.parse(path, text);
    }
}
