package io.mainstay.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** How long a line, a file, a method and a list of constructor arguments may be. */
final class Sizes {

    static final int LINE = 120;
    static final int FILE_SOFT = 400;
    static final int FILE_HARD = 600;
    static final int METHOD = 70;
    static final int CONSTRUCTOR = 7;

    /** Files that may be longer, each with the reason. */
    private final Map<String, String> longFiles;

    Sizes(Map<String, String> longFiles) {
        this.longFiles = longFiles;
    }

    List<Violation> check(SourceFile file) {
        List<Violation> found = new ArrayList<>();
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            int columns = lines.get(i).codePointCount(0, lines.get(i).length());
            if (columns > LINE) {
                String advice = columns + " columns, at most " + LINE + ": break the line.";
                found.add(new Violation(file.path(), i + 1, "line-length", advice));
            }
        }
        if (lines.size() > FILE_HARD && longFiles.getOrDefault(file.path(), "").isBlank()) {
            String advice = lines.size() + " lines, at most " + FILE_HARD
                    + ": split it by concept, or name it in tidy's large-files.txt with the reason.";
            found.add(new Violation(file.path(), lines.size(), "file-length", advice));
        }
        new Parts(file, found).scan(file.tree(), null);
        return found;
    }

    /** Entries of the list of long files that no long file needs any more. */
    List<Violation> checkList(List<SourceFile> files) {
        List<String> needed = files.stream()
                .filter(file -> file.lines().size() > FILE_HARD)
                .map(SourceFile::path)
                .toList();
        return longFiles.keySet().stream()
                .filter(path -> !needed.contains(path))
                .map(path -> new Violation(
                        "large-files.txt", 1, "file-length", path + " is not over " + FILE_HARD + ": drop its line."))
                .toList();
    }

    /** A note for every file between the soft and the hard limit. */
    List<String> notes(List<SourceFile> files) {
        return files.stream()
                .filter(file -> file.lines().size() > FILE_SOFT)
                .map(file -> file.path() + ": " + file.lines().size() + " lines; over " + FILE_SOFT
                        + " a file usually holds two concepts")
                .toList();
    }

    private static final class Parts extends TreeScanner<Void, Void> {
        private final SourceFile file;
        private final List<Violation> found;

        Parts(SourceFile file, List<Violation> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long first = file.firstLine(method);
            long length = file.lastLine(method) - first + 1;
            if (length > METHOD) {
                String advice =
                        method.getName() + " has " + length + " lines, at most " + METHOD + ": give its parts names.";
                found.add(new Violation(file.path(), first, "method-length", advice));
            }
            if (method.getName().contentEquals("<init>")) {
                checkArguments(first, "a constructor", method.getParameters().size());
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (type.getKind() == Tree.Kind.RECORD) {
                long components = type.getMembers().stream()
                        .filter(member -> member instanceof VariableTree field
                                && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                        .count();
                checkArguments(file.firstLine(type), "record " + type.getSimpleName(), components);
            }
            return super.visitClass(type, nothing);
        }

        private void checkArguments(long line, String what, long count) {
            if (count > CONSTRUCTOR) {
                String advice = what + " takes " + count + " arguments, at most " + CONSTRUCTOR
                        + ": some of them belong together in a value of their own.";
                found.add(new Violation(file.path(), line, "constructor-arguments", advice));
            }
        }
    }
}
