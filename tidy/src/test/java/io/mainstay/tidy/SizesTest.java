package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizesTest {

    private static final String PATH = "client/src/main/java/x/A.java";

    @Test
    void aLineOf121ColumnsIsTooLong() {
        String line = "// " + "x".repeat(117);
        assertThat(rules(new Sizes(Map.of()), line + "\nclass A {}\n")).isEmpty();
        assertThat(new Sizes(Map.of()).check(JavaParser.parse(PATH, "class A {}\n" + line + "x\n")))
                .singleElement()
                .hasToString(PATH + ":2: [line-length] 121 columns, at most 120: break the line.");
    }

    @Test
    void aFileOf601LinesNeedsAReason() {
        String text = "class A {}\n" + "\n".repeat(600);
        assertThat(rules(new Sizes(Map.of()), "class A {}\n" + "\n".repeat(599)))
                .isEmpty();
        assertThat(rules(new Sizes(Map.of()), text)).containsExactly("file-length");
        assertThat(rules(new Sizes(Map.of(PATH, "")), text)).containsExactly("file-length");
        assertThat(rules(new Sizes(Map.of(PATH, "a table of error texts")), text))
                .isEmpty();
    }

    @Test
    void aReasonThatNoFileNeedsIsDropped() {
        List<SourceFile> files = List.of(JavaParser.parse(PATH, "class A {}\n"));
        assertThat(new Sizes(Map.of(PATH, "was long once")).checkList(files)).hasSize(1);
        assertThat(new Sizes(Map.of()).checkList(files)).isEmpty();
    }

    @Test
    void aFileOf401LinesIsNoted() {
        Sizes sizes = new Sizes(Map.of());
        assertThat(sizes.notes(List.of(JavaParser.parse(PATH, "class A {}\n" + "\n".repeat(399)))))
                .isEmpty();
        assertThat(sizes.notes(List.of(JavaParser.parse(PATH, "class A {}\n" + "\n".repeat(400)))))
                .hasSize(1);
    }

    @Test
    void aMethodOf71LinesIsTooLong() {
        assertThat(rules(new Sizes(Map.of()), "class A {\n/**\n * d\n */\nvoid m() {\n" + "\n".repeat(68) + "}\n}\n"))
                .isEmpty();
        assertThat(rules(new Sizes(Map.of()), "class A {\nvoid m() {\n" + "\n".repeat(69) + "}\n}\n"))
                .containsExactly("method-length");
    }

    @Test
    void aConstructorTakesSevenArguments() {
        String seven = "int a, int b, int c, int d, int e, int f, int g";
        assertThat(rules(new Sizes(Map.of()), "class A { A(" + seven + ") {} }"))
                .isEmpty();
        assertThat(rules(new Sizes(Map.of()), "class A { A(" + seven + ", int h) {} }"))
                .containsExactly("constructor-arguments");
        assertThat(rules(new Sizes(Map.of()), "class A { void m(" + seven + ", int h) {} }"))
                .isEmpty();
    }

    @Test
    void aRecordHasSevenComponents() {
        String seven = "int a, int b, int c, int d, int e, int f, int g";
        assertThat(rules(new Sizes(Map.of()), "record A(" + seven + ") { static final int MORE = 1; }"))
                .isEmpty();
        assertThat(rules(new Sizes(Map.of()), "class O { record A(" + seven + ", int h) {} }"))
                .containsExactly("constructor-arguments");
    }

    private static List<String> rules(Sizes sizes, String text) {
        return sizes.check(JavaParser.parse(PATH, text)).stream()
                .map(Violation::rule)
                .toList();
    }
}
