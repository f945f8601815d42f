package io.mainstay.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java source files by the JDK's own parser, so that no rule has to guess where a comment or a string ends. */
final class JavaParser {

    private JavaParser() {}

    /** One file, as a rule's own test has it. */
    static SourceFile parse(String path, String text) {
        return parse(Map.of(path, text)).get(0);
    }

    /** The files of a map from path to text. */
    static List<SourceFile> parse(Map<String, String> texts) {
        List<Text> inputs = new ArrayList<>();
        texts.forEach((path, text) -> inputs.add(new Text(path, text)));
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, complaints, List.of("-proc:none"), null, inputs);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<SourceFile> files = new ArrayList<>();
        try {
            for (CompilationUnitTree tree : task.parse()) {
                JavaFileObject input = tree.getSourceFile();
                String path = input.toUri().getPath().substring(1);
                files.add(new SourceFile(path, input.getCharContent(true).toString(), tree, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!complaints.getDiagnostics().isEmpty()) {
            throw new IllegalArgumentException("not Java: " + complaints.getDiagnostics());
        }
        return files;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        /** A type may have any name here: the rules' own tests show them snippets. */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }
}
