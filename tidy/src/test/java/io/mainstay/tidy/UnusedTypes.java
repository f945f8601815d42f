package io.mainstay.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Public types inside an {@code internal} package that nobody outside needs. The public face is for users whom this
 * repository does not know, so only internal packages are looked at; a test beside the type would see it without
 * {@code public}, so it does not count as a user.
 */
final class UnusedTypes {

    private UnusedTypes() {}

    static List<Violation> check(List<SourceFile> files, Map<String, String> serviceFiles) {
        Map<SourceFile, Set<String>> names =
                files.stream().collect(Collectors.toMap(file -> file, UnusedTypes::namesIn, (a, b) -> a));
        List<Violation> found = new ArrayList<>();
        for (SourceFile file : files) {
            if (!file.isMain() || !List.of(file.packageName().split("\\.")).contains("internal")) {
                continue;
            }
            for (ClassTree type : file.types()) {
                String name = type.getSimpleName().toString();
                boolean used = files.stream()
                                .anyMatch(other -> isElsewhere(other, file)
                                        && names.get(other).contains(name))
                        || serviceFiles.values().stream().anyMatch(text -> text.contains("." + name));
                if (type.getModifiers().getFlags().contains(Modifier.PUBLIC) && !used) {
                    String advice = "nobody uses the public type " + name + ": delete it, or take its public away.";
                    found.add(new Violation(file.path(), file.firstLine(type), "unused-type", advice));
                }
            }
        }
        return found;
    }

    private static boolean isElsewhere(SourceFile other, SourceFile file) {
        return other != file && (other.isMain() || !other.packageName().equals(file.packageName()));
    }

    private static Set<String> namesIn(SourceFile file) {
        Set<String> names = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
                names.add(identifier.getName().toString());
                return super.visitIdentifier(identifier, nothing);
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
                names.add(select.getIdentifier().toString());
                return super.visitMemberSelect(select, nothing);
            }
        }.scan(file.tree(), null);
        return names;
    }
}
