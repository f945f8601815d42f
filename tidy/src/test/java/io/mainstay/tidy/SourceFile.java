package io.mainstay.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import java.util.List;

/** A Java source file of the repository, parsed but not resolved. The path is relative to the root, with slashes. */
record SourceFile(String path, String text, CompilationUnitTree tree, SourcePositions positions) {

    /** The folder of the module that holds the file. */
    String module() {
        return path.substring(0, path.indexOf('/'));
    }

    /** Whether the file is part of what its module ships. */
    boolean isMain() {
        return path.startsWith(module() + "/src/main/");
    }

    boolean isPackageInfo() {
        return path.endsWith("/package-info.java");
    }

    String packageName() {
        return tree.getPackageName() == null ? "" : tree.getPackageName().toString();
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** The top-level types, in order. */
    List<ClassTree> types() {
        return tree.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .toList();
    }

    long firstLine(Tree part) {
        return tree.getLineMap().getLineNumber(positions.getStartPosition(tree, part));
    }

    long lastLine(Tree part) {
        return tree.getLineMap().getLineNumber(positions.getEndPosition(tree, part));
    }
}
